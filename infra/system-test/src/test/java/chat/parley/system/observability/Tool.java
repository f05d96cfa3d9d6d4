package chat.parley.system.observability;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/// A program of the machine's own.
final class Tool {
  private Tool() {}

  /// @param debian in which package it is
  /// @throws TestAbortedException after a loud line, where it is not installed
  static Path required(String name, String debian) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> {
              String reason =
                  "SKIPPED: no '%s' on this machine (apt-get install %s)".formatted(name, debian);
              System.err.println(reason);
              return new TestAbortedException(reason);
            });
  }
}
