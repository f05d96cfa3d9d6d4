package chat.parley.system.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// One run.
///
/// @param name of its report and its logs
/// @param length how long people write; faults may last longer
/// @param writesPerSecond of all people together
/// @param movePace the time between two changes of one public room's members, on average
/// @param readers how many there are beside the prober's
/// @param settling how long everybody may take in the end to be told of everything
record Settings(
    String name,
    long seed,
    Duration length,
    int writesPerSecond,
    Duration movePace,
    int readers,
    Temper temper,
    Set<Operation> operations,
    Plan plan,
    Duration settling) {
  private static final long SHORT_SEED = 20261120;
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final Duration MOVE_PACE = Duration.ofMillis(800);
  private static final Duration SETTLING = Duration.ofSeconds(45);

  Settings {
    operations = Set.copyOf(operations);
  }

  /// As the system properties `parley.chaos.minutes` and `parley.chaos.seed` ask, else a short one.
  static Settings asked() {
    String minutes = System.getProperty("parley.chaos.minutes");
    long seed = Long.getLong("parley.chaos.seed", SHORT_SEED);
    Duration length =
        minutes == null
            ? SHORT
            : Duration.ofMillis(Math.round(Double.parseDouble(minutes) * 60_000));
    return new Settings(
        minutes == null ? "short" : "long",
        seed,
        length,
        Integer.getInteger("parley.chaos.rate", minutes == null ? 50 : 100),
        MOVE_PACE,
        minutes == null ? 30 : 40,
        Temper.WILD,
        EnumSet.allOf(Operation.class),
        Plan.of(seed, length),
        SETTLING);
  }
}
