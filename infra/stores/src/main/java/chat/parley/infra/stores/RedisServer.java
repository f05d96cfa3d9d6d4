package chat.parley.infra.stores;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/// Starts `redis-server` as our child. The library's own class hides the process, so only its
/// binaries are used.
///
/// @param installed the machine's own program, or null for the library's
record RedisServer(
    Path folder, List<String> arguments, boolean isTemporary, @Nullable Path installed)
    implements Server {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int ANSWER_LIMIT_MILLIS = 1000;

  RedisServer {
    arguments = List.copyOf(arguments);
  }

  RedisServer(Path folder, List<String> arguments, boolean isTemporary) {
    this(folder, arguments, isTemporary, null);
  }

  @Override
  public String name() {
    return "Redis";
  }

  @Override
  public Signal fastShutdown() {
    return Signal.TERM;
  }

  Path log() {
    return folder.resolve("redis.log");
  }

  @Override
  public ChildProcess launch(int port) throws IOException {
    Folders.createPrivate(folder);
    var process =
        ChildProcess.start(
            new ChildProcess.Launch(
                name(),
                command(installed == null ? executable() : installed, port),
                Map.of(),
                folder,
                log(),
                Signal.TERM,
                isTemporary ? folder : null));
    process.awaitReady(() -> isReady(port), START_LIMIT);
    return process;
  }

  private static Path executable() throws IOException {
    // The library's file names carry the version.
    var folder = Folders.binaries().resolve("redis-1.4.4");
    Folders.once(folder, unfinished -> extract(unfinished));
    try (var files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static void extract(Path folder) throws IOException {
    ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
  }

  private List<String> command(Path executable, int port) {
    var command =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "--bind",
                Ports.HOST,
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                isTemporary ? "no" : "yes"));
    command.addAll(arguments);
    return command;
  }

  static boolean isReady(int port) {
    try (var socket = new Socket(Ports.ADDRESS, port)) {
      socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      // "-LOADING" while it reads its data; "-NOAUTH" when the arguments set a password.
      var answer = socket.getInputStream().readNBytes(5);
      return !new String(answer, StandardCharsets.US_ASCII).equals("-LOAD");
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
