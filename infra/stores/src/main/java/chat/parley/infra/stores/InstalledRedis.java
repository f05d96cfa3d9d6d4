package chat.parley.infra.stores;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The machine's own Redis, 7 or newer, for what the embedded one is too old for: sharded pub/sub.
///
/// @param server `redis-server`
/// @param client `redis-cli`
public record InstalledRedis(Path server, Path client) {
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");
  private static final int OLDEST = 7;

  /// Empty where it is missing or older: Debian has it in `redis-server` and `redis-tools`.
  public static Optional<InstalledRedis> find() {
    Optional<Path> server = program("redis-server").filter(InstalledRedis::isNewEnough);
    return server.flatMap(
        found -> program("redis-cli").map(client -> new InstalledRedis(found, client)));
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isNewEnough(Path server) {
    try {
      var process = new ProcessBuilder(server.toString(), "--version").start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var version = VERSION.matcher(said);
      return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
    } catch (IOException e) {
      return false; // Not a program of this machine's.
    }
  }

  /// Runs `redis-cli`.
  ///
  /// @return what it printed, an error of the server among it
  /// @throws NotAnsweredException when it ends with a code other than 0
  String run(int port, String... arguments) {
    var command =
        new ArrayList<>(List.of(client.toString(), "-h", Ports.HOST, "-p", Integer.toString(port)));
    command.addAll(List.of(arguments));
    return run(command);
  }

  String run(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var code = process.waitFor();
      if (code != 0) {
        throw new NotAnsweredException("%s: %d, %s".formatted(command, code, said));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The server is not there, or hung up, or has refused.
  static final class NotAnsweredException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotAnsweredException(String message) {
      super(message);
    }
  }
}
