package chat.parley.infra.dev;

import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Where a [Stack] has its data.
public sealed interface Storage {
  /// Redis takes 20 ms and PostgreSQL, once made, 60: nothing to win by starting them side by side.
  Open open();

  /// Gone when the stack is closed.
  record Temporary() implements Storage {
    @Override
    public Open open() {
      return Open.both(RedisStore.temporary(), PostgresStore::temporary);
    }
  }

  /// Found again at the next start.
  ///
  /// @param postgresPort 0 for any that is free, and so the other
  record Kept(Path folder, int postgresPort, int redisPort) implements Storage {
    @Override
    public Open open() {
      return Open.both(
          RedisStore.start(folder.resolve("redis"), redisPort),
          () -> PostgresStore.start(folder.resolve("postgres"), postgresPort));
    }
  }

  /// Both stores, running.
  record Open(PostgresStore postgres, RedisStore redis) implements AutoCloseable {
    private static Open both(RedisStore redis, Supplier<PostgresStore> postgres) {
      try {
        return new Open(postgres.get(), redis);
      } catch (RuntimeException e) {
        redis.close();
        throw e;
      }
    }

    @Override
    public void close() {
      try (postgres) {
        redis.close();
      }
    }
  }
}
