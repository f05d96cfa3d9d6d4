package chat.parley.system.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One run.
///
/// @param name of its report and its logs
/// @param length how long people write; faults may last longer
/// @param writesPerSecond of all people together
/// @param movePace the time between two changes of one public room's members, on average
/// @param readers how many there are beside the prober's
/// @param late how late everything is on a link that is delayed
/// @param settling how long everybody may take in the end to be told of everything
/// @param redis one server, or several
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
    Duration late,
    Duration settling,
    RedisServers.Sort redis) {
  /// One whose plan does everything to somebody within a minute, see `PlanTest`.
  private static final long SHORT_SEED = 931;
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final Duration MOVE_PACE = Duration.ofMillis(800);

  /// Recovery is not what the short run is for.
  private static final Duration SHORT_PAUSE = Duration.ofMillis(1_500);

  private static final Duration LONG_PAUSE = Duration.ofSeconds(5);
  private static final Duration RECOVERY_PAUSE = Duration.ofSeconds(20);
  private static final Duration LATE = Duration.ofMillis(250);
  private static final Duration SETTLING = Duration.ofSeconds(45);

  Settings {
    operations = Set.copyOf(operations);
  }

  /// As the system properties `parley.chaos.minutes` and `parley.chaos.seed` ask, and
  /// `parley.chaos.redis` (`single`, `cluster`, `sentinel`); else a short one.
  static Settings asked() {
    String minutes = System.getProperty("parley.chaos.minutes");
    long seed = Long.getLong("parley.chaos.seed", SHORT_SEED);
    return minutes == null ? asked(seed) : asked(seed, Double.parseDouble(minutes));
  }

  /// With these faults only.
  static Settings brief(RedisServers.Sort redis, Duration length, Plan plan) {
    return new Settings(
        redis.name().toLowerCase(Locale.ROOT),
        SHORT_SEED,
        length,
        50,
        MOVE_PACE,
        30,
        Temper.WILD,
        EnumSet.allOf(Operation.class),
        plan,
        LATE,
        SETTLING,
        redis);
  }

  static Plan shortPlan() {
    return Plan.of(SHORT_SEED, SHORT, SHORT_PAUSE);
  }

  private static Settings asked(long seed) {
    return new Settings(
        "short",
        seed,
        SHORT,
        50,
        MOVE_PACE,
        30,
        Temper.WILD,
        EnumSet.allOf(Operation.class),
        Plan.of(seed, SHORT, SHORT_PAUSE),
        LATE,
        SETTLING,
        RedisServers.Sort.SINGLE);
  }

  private static Settings asked(long seed, double minutes) {
    Duration length = Duration.ofMillis(Math.round(minutes * 60_000));
    RedisServers.Sort redis =
        RedisServers.Sort.valueOf(
            System.getProperty("parley.chaos.redis", "single").toUpperCase(Locale.ROOT));
    return new Settings(
        redis == RedisServers.Sort.SINGLE
            ? "long"
            : "long-" + redis.name().toLowerCase(Locale.ROOT),
        seed,
        length,
        Integer.getInteger("parley.chaos.rate", 100),
        MOVE_PACE,
        40,
        Temper.WILD,
        EnumSet.allOf(Operation.class),
        longPlan(seed, length, redis),
        LATE,
        SETTLING,
        redis);
  }

  /// All kinds of faults, or those that `parley.chaos.kinds` names, with time enough after each
  /// to see even a slow one's recovery undisturbed.
  private static Plan longPlan(long seed, Duration length, RedisServers.Sort redis) {
    String named = System.getProperty("parley.chaos.kinds");
    if (named == null) {
      return Plan.of(seed, length, LONG_PAUSE, redis.kinds());
    }
    Set<String> names = Set.of(named.split(" *, *", -1));
    List<Fault.Kind> kinds =
        redis.kinds().stream().filter(kind -> names.contains(kind.toString())).toList();
    if (kinds.size() < names.size()) {
      throw new IllegalArgumentException(
          "of %s only %s are kinds of faults".formatted(names, kinds));
    }
    return Plan.of(seed, length, RECOVERY_PAUSE, kinds);
  }
}
