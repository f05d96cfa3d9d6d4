package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A database server of this machine with one folder and one port, and as many lives as a test
/// wants: [#kill()] or [#suspend()] it, [#restart()] or [#resume()] it.
///
/// Open until [#close()] or until this JVM ends. All methods may be called from any thread.
public abstract sealed class Store implements AutoCloseable permits PostgresStore, RedisStore {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 5;

  /// What Redis and PostgreSQL say of a port that somebody has.
  private static final Predicate<String> TAKEN =
      Pattern.compile("Address already in use|could not create any TCP/IP sockets").asPredicate();

  private final Server server;
  private final int port;
  private ChildProcess process;
  private boolean closed;

  /// @param port 0 for any that is free
  Store(Server server, int port) {
    var life = port == 0 ? begin(server) : new Life(launch(server, port), port);
    this.server = server;
    this.port = life.port();
    this.process = life.process();
    AtExit.close(this);
  }

  private record Life(ChildProcess process, int port) {}

  /// Somebody else may take the free port before the server does, or only seem to: whoever looks
  /// whether a port is free holds it for a moment.
  private static Life begin(Server server) {
    for (var attempt = 1; ; attempt++) {
      var port = Ports.free();
      try {
        return new Life(launchUnchecked(server, port), port);
      } catch (StartException e) {
        var taken = Ports.isTaken(port) || TAKEN.test(String.valueOf(e.getMessage()));
        if (attempt == ATTEMPTS || !taken) {
          throw e;
        }
      }
    }
  }

  private static ChildProcess launch(Server server, int port) {
    if (Ports.isTaken(port)) {
      throw new StartException("%s cannot start: port %d is taken.".formatted(server.name(), port));
    }
    return launchUnchecked(server, port);
  }

  private static ChildProcess launchUnchecked(Server server, int port) {
    try {
      return server.launch(port);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot start in %s".formatted(server.name(), server.folder()), e);
    }
  }

  public final int port() {
    return port;
  }

  public final synchronized long pid() {
    return process.pid();
  }

  public final synchronized boolean isRunning() {
    return process.isRunning();
  }

  /// Its present life.
  public final synchronized ChildProcess process() {
    return process;
  }

  /// SIGKILL to the server and all its processes; returns when they are gone.
  public final synchronized void kill() {
    process.kill();
  }

  /// Stops it in its tracks: connections stay open and are not answered.
  public final synchronized void suspend() {
    process.suspend();
  }

  public final synchronized void resume() {
    process.resume();
  }

  /// Ends it in order, if it runs, and starts it on the same port and folder.
  public final synchronized void restart() {
    if (closed) {
      throw new IllegalStateException(server.name() + " is closed");
    }
    process.stop(server.fastShutdown(), PATIENCE);
    process = launch(server, port);
  }

  /// Ends it in order. What a `temporary` store made is deleted.
  @Override
  public final synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    AtExit.forget(this);
    process.stop(server.fastShutdown(), PATIENCE);
    if (server.isTemporary()) {
      try {
        Folders.delete(server.folder());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete " + server.folder(), e);
      }
    }
  }
}
