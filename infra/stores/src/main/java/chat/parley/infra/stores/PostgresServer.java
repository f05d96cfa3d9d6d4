package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Starts `postgres` itself, not through `pg_ctl`: the server is then our child, its pid known
/// and its end noticed.
record PostgresServer(
    PostgresCluster cluster,
    PostgresInstallation installation,
    Map<String, String> settings,
    boolean isTemporary)
    implements Server {
  /// Long, as a server that was killed first replays its log.
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  PostgresServer {
    settings = Map.copyOf(settings);
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Path folder() {
    return cluster.folder();
  }

  @Override
  public Signal fastShutdown() {
    return Signal.INT;
  }

  @Override
  public ChildProcess launch(int port) throws IOException {
    cluster.create(installation, !isTemporary);
    cluster.dropPidFileOfTheDead();
    var process =
        ChildProcess.start(
            new ChildProcess.Launch(
                name(),
                Unprivileged.command(command(port)),
                Map.of(),
                folder(),
                cluster.log(),
                Signal.QUIT,
                isTemporary ? folder() : null));
    process.awaitReady(() -> cluster.isReady(process.pid()), START_LIMIT);
    return process;
  }

  private List<String> command(int port) {
    var command =
        new ArrayList<>(
            List.of(
                installation.binaries().resolve("postgres").toString(),
                "-D",
                cluster.data().toString(),
                "-p"));
    command.add(Integer.toString(port));
    var all = new LinkedHashMap<>(defaults());
    all.putAll(settings);
    all.forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
    return command;
  }

  private Map<String, String> defaults() {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("listen_addresses", Ports.HOST);
    defaults.put("unix_socket_directories", "");
    defaults.put("max_connections", "200");
    defaults.put("timezone", "UTC");
    if (isTemporary) {
      // Unsafe only when the machine fails. synchronous_commit stays on: a killed server must not
      // lose what it has confirmed, temporary or not.
      defaults.put("fsync", "off");
      defaults.put("full_page_writes", "off");
      defaults.put("wal_level", "minimal");
      defaults.put("max_wal_senders", "0");
    }
    return defaults;
  }
}
