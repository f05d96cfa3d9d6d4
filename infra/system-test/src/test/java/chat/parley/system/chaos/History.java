package chat.parley.system.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the api says a conversation's history is, after everything.
///
/// @param members who was in it from the beginning, and so sees it from its first event
/// @param lastSeq as the conversation says
/// @param events as `GET …/events` says
record History(String conversation, Set<String> members, long lastSeq, List<Event> events) {
  History {
    members = Set.copyOf(members);
    events = List.copyOf(events);
  }

  /// The positions that someone may see: from their own `participant.added` to their own
  /// `participant.removed`, both included.
  ///
  /// @param until [Long#MAX_VALUE] while it lasts
  record Span(long from, long until) {
    boolean contains(long seq) {
      return from <= seq && seq <= until;
    }

    boolean isOpen() {
      return until == Long.MAX_VALUE;
    }
  }

  /// Everybody's memberships, ascending.
  Map<String, List<Span>> spans() {
    Map<String, List<Span>> spans = new HashMap<>();
    members.forEach(user -> begin(spans, user, 0));
    for (Event event : events) {
      if (event.type().equals("participant.added")) {
        begin(spans, event.subject(), event.seq());
      } else if (event.type().equals("participant.removed")) {
        end(spans, event.subject(), event.seq());
      }
    }
    return spans;
  }

  private static void begin(Map<String, List<Span>> spans, String user, long seq) {
    List<Span> own = spans.computeIfAbsent(user, id -> new ArrayList<>());
    // The event that tells of a founding member begins nothing new.
    if (own.isEmpty() || !own.getLast().isOpen()) {
      own.add(new Span(seq, Long.MAX_VALUE));
    }
  }

  private static void end(Map<String, List<Span>> spans, String user, long seq) {
    List<Span> own = spans.getOrDefault(user, new ArrayList<>());
    if (!own.isEmpty() && own.getLast().isOpen()) {
      own.add(new Span(own.removeLast().from(), seq));
    }
  }

  Map<Long, Event> bySeq() {
    Map<Long, Event> bySeq = new HashMap<>();
    events.forEach(event -> bySeq.putIfAbsent(event.seq(), event));
    return bySeq;
  }

  static Optional<Span> spanOf(List<Span> spans, long seq) {
    return spans.stream().filter(span -> span.contains(seq)).findFirst();
  }
}
