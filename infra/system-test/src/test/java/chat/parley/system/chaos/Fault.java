package chat.parley.system.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    static final List<Kind> ALL = all();

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
        case CUT, DELAY, HALF_CLOSE, BLACK_HOLE -> target.isLink();
      };
    }

    /// Whether there is something to make good from its first moment on.
    boolean endsWhatItHits() {
      return act == Act.KILL || act == Act.FLUSH || act == Act.HALF_CLOSE || act == Act.ROLL;
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
