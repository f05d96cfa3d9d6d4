package chat.parley.load.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the system allows this process, and those that it starts.
public final class Limits {
  private static final String OPEN_FILES = "Max open files";

  private Limits() {}

  /// The hard limit: a JVM raises its own to that.
  public static int openFiles() {
    try {
      return openFiles(Files.readAllLines(Path.of("/proc/self/limits")));
    } catch (IOException e) {
      return Integer.MAX_VALUE; // not on this system
    }
  }

  /// @param limits lines of `/proc/<pid>/limits`
  static int openFiles(List<String> limits) {
    return limits.stream()
        .filter(line -> line.startsWith(OPEN_FILES))
        .map(line -> line.substring(OPEN_FILES.length()).strip().split(" +", -1)[1])
        .mapToInt(hard -> hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }
}
