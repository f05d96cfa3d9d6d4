package chat.parley.system.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One run.
///
/// @param name of its report and its logs
/// @param length how long people write and things fail
/// @param writesPerSecond of all people together
/// @param readers how many wild ones
/// @param faults what may go wrong
record Settings(
    String name,
    long seed,
    Duration length,
    int writesPerSecond,
    int readers,
    Set<Operation> operations,
    List<Fault.Kind> faults) {
  private static final long SHORT_SEED = 20261120;

  Settings {
    operations = Set.copyOf(operations);
    faults = List.copyOf(faults);
  }

  /// As the system properties `parley.chaos.minutes` and `parley.chaos.seed` ask, else a short one.
  static Settings asked() {
    String minutes = System.getProperty("parley.chaos.minutes");
    long seed = Long.getLong("parley.chaos.seed", SHORT_SEED);
    Set<Operation> all = EnumSet.of(Operation.SEND);
    return minutes == null
        ? new Settings("short", seed, Duration.ofSeconds(60), 50, 30, all, Fault.Kind.ALL)
        : new Settings(
            "long",
            seed,
            Duration.ofMillis(Math.round(Double.parseDouble(minutes) * 60_000)),
            Integer.getInteger("parley.chaos.rate", 100),
            40,
            all,
            Fault.Kind.ALL);
  }
}
