package chat.parley.system.chaos;

import java.util.List;
import java.util.Set;

/// A history made by hand.
final class Example {
  static final String ROOM = "room";

  /// Ada (in it from the beginning) writes; bob joins at 3 and is removed at 6, joins again at 8.
  static final List<Event> EVENTS =
      List.of(
          message(1),
          message(2),
          member(3, "participant.added"),
          message(4),
          message(5),
          member(6, "participant.removed"),
          message(7),
          member(8, "participant.added"),
          message(9),
          message(10));

  static Event message(long seq) {
    return new Event(seq, "message.created", "m" + seq, "ada", "c" + seq);
  }

  static Event member(long seq, String type) {
    return new Event(seq, type, "bob", "ada", null);
  }

  static History history(List<Event> events, long lastSeq) {
    return new History(ROOM, Set.of("ada"), lastSeq, events);
  }

  private Example() {}

  static List<Violation.Kind> kinds(Observations seen) {
    return Checker.check(seen).stream().map(Violation::kind).toList();
  }
}
