package chat.parley.system.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that goes wrong, and when, and for how long.
///
/// @param which of several nodes, or of the links between them, counted from 0
/// @param at after the beginning
/// @param lasting until it is healed
record Fault(Kind kind, int which, Duration at, Duration lasting) {
  /// What is done.
  enum Act {
    /// SIGKILL, and started again.
    KILL,
    /// SIGSTOP, SIGCONT.
    PAUSE,
    /// SIGTERM, and started again, one node after the other.
    ROLL,
    FLUSH,
    /// Slots are given to another master of the cluster.
    RESHARD,
    CUT,
    DELAY,
    HALF_CLOSE,
    BLACK_HOLE
  }

  /// To whom.
  enum Target {
    API("api"),
    PUSH("push"),
    REDIS("Redis"),
    POSTGRES("PostgreSQL"),
    API_TO_POSTGRES("api → PostgreSQL"),
    API_TO_REDIS("api → Redis"),
    PUSH_TO_REDIS("push → Redis"),
    PUSH_TO_API("push → api");

    private final String text;

    Target(String text) {
      this.text = text;
    }

    boolean isLink() {
      return text.contains("→");
    }
  }

  /// What can go wrong.
  record Kind(Act act, Target target) {
    /// With one Redis.
    static final List<Kind> ALL = all();

    /// With several, which are reached without a link of ours in between: they tell where they are.
    static final List<Kind> WITHOUT_LINKS_TO_REDIS =
        ALL.stream()
            .filter(
                kind -> kind.target != Target.API_TO_REDIS && kind.target != Target.PUSH_TO_REDIS)
            .toList();

    static final List<Kind> WITHOUT_LINKS_TO_REDIS_WITH_RESHARDING =
        Stream.concat(
                WITHOUT_LINKS_TO_REDIS.stream(), Stream.of(new Kind(Act.RESHARD, Target.REDIS)))
            .toList();

    private static List<Kind> all() {
      List<Kind> all = new ArrayList<>();
      for (Target target : Target.values()) {
        for (Act act : Act.values()) {
          if (applies(act, target)) {
            all.add(new Kind(act, target));
          }
        }
      }
      return List.copyOf(all);
    }

    private static boolean applies(Act act, Target target) {
      return switch (act) {
        case KILL, PAUSE -> !target.isLink();
        case ROLL -> target == Target.API || target == Target.PUSH;
        case FLUSH -> target == Target.REDIS;
        case RESHARD -> false;
        case CUT, DELAY, HALF_CLOSE, BLACK_HOLE -> target.isLink();
      };
    }

    /// Whether there is something to make good from its first moment on.
    boolean endsWhatItHits() {
      return act == Act.KILL
          || act == Act.FLUSH
          || act == Act.RESHARD
          || act == Act.HALF_CLOSE
          || act == Act.ROLL;
    }

    @Override
    public String toString() {
      return act.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + target.text;
    }
  }

  @Override
  public String toString() {
    return "%5.1f s: %s (%d) for %.1f s"
        .formatted(at.toMillis() / 1e3, kind, which, lasting.toMillis() / 1e3);
  }
}
