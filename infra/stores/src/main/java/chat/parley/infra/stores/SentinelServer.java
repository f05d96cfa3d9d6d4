package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts a Sentinel, which writes down in its own configuration what it has found out.
record SentinelServer(Path folder, Path executable, List<String> configuration) implements Server {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  SentinelServer {
    configuration = List.copyOf(configuration);
  }

  @Override
  public String name() {
    return "Redis Sentinel";
  }

  @Override
  public Signal fastShutdown() {
    return Signal.TERM;
  }

  @Override
  public boolean isTemporary() {
    return true;
  }

  @Override
  public ChildProcess launch(int port) throws IOException {
    Path file = folder.resolve("sentinel.conf");
    if (!Files.exists(file)) {
      List<String> lines = new ArrayList<>(configuration);
      lines.add("bind " + Ports.HOST);
      lines.add("port " + port);
      lines.add("dir " + folder);
      Files.write(file, lines);
    }
    var process =
        ChildProcess.start(
            new ChildProcess.Launch(
                name(),
                List.of(executable.toString(), file.toString(), "--sentinel"),
                Map.of(),
                folder,
                folder.resolve("sentinel.log"),
                Signal.TERM,
                folder));
    process.awaitReady(() -> RedisServer.isReady(port), START_LIMIT);
    return process;
  }
}
