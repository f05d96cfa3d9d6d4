package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// PgBouncer on 127.0.0.1 in front of a PostgreSQL, in transaction mode: each transaction has
/// whichever server connection is free. It comes with the system, from no Maven artifact.
public final class Pooler implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Path folder;
  private final int port;
  private ChildProcess process;

  private Pooler(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.process = launch();
    AtExit.close(this);
  }

  /// Whether there is one on this machine.
  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @param connections to the server, at most, for each of its databases
  public static Pooler before(PostgresStore server, int connections) {
    try {
      var folder = Files.createTempDirectory("parley-pgbouncer-");
      Unprivileged.giveTo(folder);
      var port = Ports.free();
      var settings = folder.resolve("pgbouncer.ini");
      Files.writeString(settings, settings(server, port, connections));
      Unprivileged.giveTo(settings);
      return new Pooler(folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException("PgBouncer cannot start", e);
    }
  }

  private static String settings(PostgresStore server, int port, int connections) {
    return """
        [databases]
        * = host=%1$s port=%2$d user=%3$s password=%4$s
        [pgbouncer]
        listen_addr = %1$s
        listen_port = %5$d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = %6$d
        max_client_conn = 1000
        ignore_startup_parameters = extra_float_digits
        """
        .formatted(
            Ports.HOST, server.port(), server.username(), server.password(), port, connections);
  }

  private ChildProcess launch() {
    var started =
        ChildProcess.start(
            new ChildProcess.Launch(
                "PgBouncer",
                Unprivileged.command(
                    List.of(
                        program()
                            .orElseThrow(() -> new StartException("No pgbouncer on this machine."))
                            .toString(),
                        folder.resolve("pgbouncer.ini").toString())),
                Map.of(),
                folder,
                folder.resolve("pgbouncer.log"),
                Signal.INT,
                folder));
    started.awaitReady(this::isListening, LIMIT);
    return started;
  }

  private boolean isListening() {
    try (var connection = new Socket(Ports.ADDRESS, port)) {
      return connection.isConnected();
    } catch (IOException e) {
      return false; // not yet
    }
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + database;
  }

  public void kill() {
    process.kill();
  }

  /// After [#kill()], on the same port.
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    AtExit.forget(this);
    process.stop(Signal.INT, LIMIT);
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
