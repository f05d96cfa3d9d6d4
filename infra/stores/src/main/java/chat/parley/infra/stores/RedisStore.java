package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Redis 6.2 on 127.0.0.1, or one server of several of the machine's own Redis.
public final class RedisStore extends Store {
  private RedisStore(Server server, int port) {
    super(server, port);
  }

  /// Keeps its data in the folder, which is made if need be; a failure of the machine may lose the
  /// last second of it.
  ///
  /// @param port 0 for any that is free
  /// @param arguments as in `redis-server --maxmemory 64mb`
  /// @throws StartException with one line that says why not
  public static RedisStore start(Path folder, int port, String... arguments) {
    var server = new RedisServer(folder.toAbsolutePath().normalize(), List.of(arguments), false);
    try {
      Files.deleteIfExists(server.log());
    } catch (IOException e) {
      throw new UncheckedIOException("Redis cannot start in " + folder, e);
    }
    return new RedisStore(server, port);
  }

  /// In a new folder, deleted on close; keeps nothing on disk, so each restart begins empty.
  public static RedisStore temporary(String... arguments) {
    try {
      var folder = Files.createTempDirectory("parley-redis-");
      return new RedisStore(new RedisServer(folder, List.of(arguments), true), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Redis cannot start in a temporary folder", e);
    }
  }

  /// One of several that know each other, by the machine's own program; keeps nothing on disk but
  /// what it knows of the others.
  static RedisStore member(InstalledRedis installed, List<String> arguments) {
    try {
      var folder = Files.createTempDirectory("parley-redis-");
      return new RedisStore(new RedisServer(folder, arguments, true, installed.server()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Redis cannot start in a temporary folder", e);
    }
  }

  /// A Sentinel, which watches over others.
  static RedisStore sentinel(InstalledRedis installed, List<String> configuration) {
    try {
      var folder = Files.createTempDirectory("parley-sentinel-");
      return new RedisStore(new SentinelServer(folder, installed.server(), configuration), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Sentinel cannot start in a temporary folder", e);
    }
  }

  public String uri() {
    return "redis://" + Ports.HOST + ":" + port();
  }
}
