package chat.parley.system.chaos;

import chat.parley.system.chaos.History.Span;
import chat.parley.system.chaos.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far one socket is in each conversation, and whether it goes on as it must. Pure.
final class SocketCheck {
  /// More missing events than these are reset.
  private static final long MOST_REPLAYED = 1_000;

  private final Map<String, Long> hello;
  private final Map<String, Long> sent;
  private final Map<String, Long> positions = new HashMap<>();

  /// Where a conversation that was reset may go on without what lies between.
  private final Map<String, Long> jumps = new HashMap<>();

  /// What was reset though the user was not in it at the hello: it may go on with a new membership.
  private final Set<String> over = new HashSet<>();

  SocketCheck(Journal.Entry.Opened opened) {
    this.hello = opened.hello();
    this.sent = opened.sent();
    positions.putAll(hello);
    positions.putAll(sent);
  }

  void beginAtHello() {
    positions.putAll(hello);
  }

  /// Some of it may have been replayed before the log was found to have no more.
  void reset(Set<String> conversations) {
    for (String conversation : conversations) {
      Long told = hello.get(conversation);
      if (told == null) {
        over.add(conversation);
      } else {
        jumps.put(conversation, told + 1);
      }
    }
  }

  /// Whether it is right that this conversation was reset: too much is missing, the position is
  /// ahead of the server's, or the user left and came back.
  boolean isDue(String conversation, List<Span> own) {
    Long from = sent.get(conversation);
    Long told = hello.get(conversation);
    if (from == null || told == null) {
      return from != null;
    }
    boolean wasAway = History.spanOf(own, told).stream().anyMatch(span -> from < span.from());
    return wasAway || from > told || told - from > MOST_REPLAYED;
  }

  String at(String conversation) {
    return "sent %s, hello %s".formatted(sent.get(conversation), hello.get(conversation));
  }

  /// @return what is wrong with this event at this place
  Optional<Kind> saw(String conversation, long seq, List<Span> own) {
    Long before = positions.put(conversation, seq);
    if (jumps.remove(conversation, seq)) {
      return Optional.empty();
    }
    boolean begins = own.stream().anyMatch(span -> span.from() == seq);
    if (before == null) {
      // Not in the hello and not asked for: this socket was told of a new membership.
      return begins ? Optional.empty() : Optional.of(Kind.GAP);
    }
    if (seq <= before) {
      return Optional.of(Kind.REPEATED);
    }
    boolean wasOut =
        over.contains(conversation) || own.stream().anyMatch(span -> span.until() == before);
    return seq == before + 1 || (begins && wasOut) ? Optional.empty() : Optional.of(Kind.GAP);
  }
}
