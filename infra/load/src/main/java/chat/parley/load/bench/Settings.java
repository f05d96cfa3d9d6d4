package chat.parley.load.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/// The system properties `parley.bench.*`.
///
/// @param module the folder of infra/load
/// @param workloads by name, in this order
/// @param servers by name, of those that a workload compares
/// @param repetitions of each measurement
/// @param peerProcesses of the socket.io server
record Settings(
    Path module,
    List<String> workloads,
    List<String> servers,
    int repetitions,
    int peerProcesses,
    Scale scale) {
  private static final String PREFIX = "parley.bench.";
  private static final String SHORT = "short";

  Settings {
    workloads = List.copyOf(workloads);
    servers = List.copyOf(servers);
    if (repetitions < 1) {
      throw new IllegalArgumentException("at least one repetition: " + repetitions);
    }
  }

  static Settings from(Properties properties) {
    boolean isShort = text(properties, "scale", "full").equals(SHORT);
    int processors = Runtime.getRuntime().availableProcessors();
    return new Settings(
        Path.of(text(properties, "module", "")).toAbsolutePath().normalize(),
        list(properties, "workloads", "fan-out,pairs,idle,storm,cold-start,mixed-day,scale-out"),
        list(properties, "servers", "Parley,socket.io,bare Netty"),
        number(properties, "repetitions", isShort ? 1 : 3),
        number(properties, "peer-processes", Math.max(1, processors / 2)),
        isShort ? Scale.SHORT : Scale.FULL);
  }

  private static String text(Properties properties, String name, String byDefault) {
    String value = properties.getProperty(PREFIX + name, "");
    return value.isEmpty() ? byDefault : value;
  }

  private static List<String> list(Properties properties, String name, String byDefault) {
    return Arrays.stream(text(properties, name, byDefault).split(",", -1))
        .map(String::strip)
        .toList();
  }

  private static int number(Properties properties, String name, int byDefault) {
    return Integer.parseInt(text(properties, name, Integer.toString(byDefault)));
  }

  Path target() {
    return module.resolve("target");
  }

  Path logs() {
    return target().resolve("bench");
  }

  /// What counts is kept; what only shows that all of it works is not.
  Path results() {
    return scale.equals(Scale.FULL) ? module.resolve("results") : target().resolve("results");
  }
}
