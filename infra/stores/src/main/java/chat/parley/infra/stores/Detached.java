package chat.parley.infra.stores;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Puts a command into a session of its own, so that Ctrl-C in a terminal reaches this JVM alone,
/// which then ends its processes in order. Without it the database would vanish under the programs.
final class Detached {
  private static final List<String> PREFIX = prefix();

  private Detached() {}

  static List<String> command(List<String> command) {
    var detached = new ArrayList<>(PREFIX);
    detached.addAll(command);
    return List.copyOf(detached);
  }

  private static List<String> prefix() {
    if (isOnPath("setsid")) {
      return List.of("setsid");
    }
    if (isOnPath("perl")) { // macOS has no setsid program, but perl.
      return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV");
    }
    return List.of();
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
