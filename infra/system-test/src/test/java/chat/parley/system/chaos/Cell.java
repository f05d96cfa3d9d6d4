package chat.parley.system.chaos;

import chat.parley.system.chaos.Write.Changed;
import chat.parley.system.chaos.Write.Outcome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One thing that is changed over and over by one client after the other: somebody's membership,
/// a reaction, a message's text. Pure.
///
/// Is there an order of effects that makes just the events that happened? An acknowledged change
/// has its effect in its turn; a try that was not answered has it later, at any time, or never.
/// What is already so (somebody added who is in) makes no event.
///
/// @param begin the type of event whose effect holds at the beginning, or empty
/// @param events the types of what happened, in order
record Cell(String begin, boolean repeats, List<Changed> changes, List<String> events) {
  private static final String EDITED = "message.edited";

  static String keyOf(Changed change) {
    return change.conversation() + " " + pair(change.type()).getFirst() + " " + change.subject();
  }

  static Cell of(History history, List<Changed> changes) {
    Changed first = changes.getFirst();
    List<String> types = pair(first.type());
    boolean founding =
        types.contains("participant.added") && history.members().contains(first.subject());
    return new Cell(
        founding ? types.getFirst() : types.getLast(),
        types.contains(EDITED),
        changes,
        history.events().stream()
            .filter(event -> types.contains(event.type()))
            .filter(event -> event.subject().equals(first.subject()))
            .map(Event::type)
            .toList());
  }

  /// What does and what undoes; the latter holds before anything happened.
  private static List<String> pair(String type) {
    return switch (type) {
      case "participant.added", "participant.removed" ->
          List.of("participant.added", "participant.removed");
      case "reaction.added", "reaction.removed" -> List.of("reaction.added", "reaction.removed");
      default -> List.of(type, "");
    };
  }

  boolean isExplained() {
    return new Search().from(0, 0, new int[2]);
  }

  private String stateAfter(int happened) {
    return happened == 0 ? begin : events.get(happened - 1);
  }

  /// Depth first, each situation once.
  private final class Search {
    private final List<String> kinds = pair(changes.getFirst().type());
    private final Set<String> dead = new HashSet<>();

    /// @param pending how many unanswered tries of each kind may still have their effect
    boolean from(int asked, int happened, int[] pending) {
      if (asked == changes.size() && happened == events.size()) {
        return true;
      }
      if (!dead.add(asked + " " + happened + " " + Arrays.toString(pending))) {
        return false;
      }
      return late(asked, happened, pending)
          || (asked < changes.size() && next(asked, happened, pending));
    }

    private boolean late(int asked, int happened, int[] pending) {
      if (happened == events.size()) {
        return false;
      }
      int kind = kinds.indexOf(events.get(happened));
      return pending[kind] > 0
          && canHappen(happened, kinds.get(kind))
          && from(asked, happened + 1, with(pending, kind, -1));
    }

    private boolean next(int asked, int happened, int[] pending) {
      Changed change = changes.get(asked);
      int[] more = with(pending, kinds.indexOf(change.type()), change.unanswered());
      if (change.outcome() != Outcome.ACKNOWLEDGED) {
        return from(asked + 1, happened, more);
      }
      if (!repeats && stateAfter(happened).equals(change.type())) {
        return from(asked + 1, happened, more);
      }
      return happened < events.size()
          && events.get(happened).equals(change.type())
          && from(asked + 1, happened + 1, more);
    }

    private boolean canHappen(int happened, String type) {
      return repeats || !stateAfter(happened).equals(type);
    }

    private static int[] with(int[] pending, int kind, int more) {
      int[] copy = pending.clone();
      copy[kind] += more;
      return copy;
    }
  }
}
