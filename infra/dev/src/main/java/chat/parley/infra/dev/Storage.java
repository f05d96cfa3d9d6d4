package chat.parley.infra.dev;

import chat.parley.infra.stores.Folders;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Where a [Stack] has its data.
public sealed interface Storage {
  /// Redis takes 20 ms and PostgreSQL, once made, 60: nothing to win by starting them side by
  /// side.
  Open open();

  /// Gone when the stack is closed.
  record Temporary() implements Storage {
    @Override
    public Open open() {
      try {
        var files = Files.createTempDirectory("parley-files-");
        return Open.all(RedisStore.temporary(), PostgresStore::temporary, files, true);
      } catch (IOException e) {
        throw new UncheckedIOException("no place for files", e);
      }
    }
  }

  /// Found again at the next start.
  ///
  /// @param postgresPort 0 for any that is free, and so the other
  record Kept(Path folder, int postgresPort, int redisPort) implements Storage {
    @Override
    public Open open() {
      return Open.all(
          RedisStore.start(folder.resolve("redis"), redisPort),
          () -> PostgresStore.start(folder.resolve("postgres"), postgresPort),
          folder.resolve("files"),
          false);
    }
  }

  /// Stores that are running already, and end with the stack; its files are left.
  record Given(PostgresStore postgres, RedisStore redis, Path files) implements Storage {
    @Override
    public Open open() {
      return new Open(postgres, redis, files, false);
    }
  }

  /// Both stores, running, and the folder of the apis' files.
  record Open(PostgresStore postgres, RedisStore redis, Path files, boolean temporary)
      implements AutoCloseable {
    private static Open all(
        RedisStore redis, Supplier<PostgresStore> postgres, Path files, boolean temporary) {
      try {
        return new Open(postgres.get(), redis, files, temporary);
      } catch (RuntimeException e) {
        redis.close();
        throw e;
      }
    }

    @Override
    public void close() {
      try (postgres) {
        redis.close();
        if (temporary) {
          Folders.delete(files);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("files are left in " + files, e);
      }
    }
  }
}
