package chat.parley.load.meter;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What it was measured on.
public final class Machine {
  private Machine() {}

  /// Of this moment, for the load is of this moment.
  public static String describe() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %s %s, load %.1f at the beginning",
        processor(),
        system.getAvailableProcessors(),
        system.getName(),
        system.getVersion(),
        system.getSystemLoadAverage());
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceAll(".*: ", ""))
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}
