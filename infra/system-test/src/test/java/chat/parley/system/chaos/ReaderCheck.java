package chat.parley.system.chaos;

import chat.parley.system.chaos.History.Span;
import chat.parley.system.chaos.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every reader saw every durable event after their position, once, in order, and nothing from
/// outside their memberships. Pure.
///
/// Judged twice: each socket by itself must go on without a hole from where it began, which a
/// missing event on one that makes up for it on another would hide; and all sockets together must
/// leave out nothing ([Coverage]).
final class ReaderCheck {
  private final Map<String, History> histories = new HashMap<>();
  private final Map<String, Map<Long, Event>> events = new HashMap<>();
  private final Map<String, Map<String, List<Span>>> spans = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private ReaderCheck(List<History> all) {
    for (History history : all) {
      histories.put(history.conversation(), history);
      events.put(history.conversation(), history.bySeq());
      spans.put(history.conversation(), history.spans());
    }
  }

  static List<Violation> check(List<History> histories, List<Journal> journals) {
    ReaderCheck check = new ReaderCheck(histories);
    for (Journal journal : journals) {
      check.sockets(journal);
      check.coverage(journal);
    }
    return check.violations;
  }

  private List<Span> spansOf(String conversation, String user) {
    return spans.getOrDefault(conversation, Map.of()).getOrDefault(user, List.of());
  }

  private void sockets(Journal journal) {
    Map<Integer, Map<String, Long>> positions = new TreeMap<>();
    for (Journal.Entry entry : journal.entries()) {
      if (entry instanceof Journal.Entry.Opened opened) {
        Map<String, Long> begin = new HashMap<>(opened.hello());
        begin.putAll(opened.sent());
        resetOn(journal, opened.socket())
            .forEach(id -> begin.computeIfPresent(id, (key, sent) -> opened.hello().get(key)));
        positions.put(opened.socket(), begin);
      }
    }
    for (Journal.Entry entry : journal.entries()) {
      if (entry instanceof Journal.Entry.Saw saw) {
        Map<String, Long> own = positions.computeIfAbsent(saw.socket(), id -> new HashMap<>());
        saw(journal, saw, own.put(saw.conversation(), saw.seq()));
      }
    }
  }

  private static Set<String> resetOn(Journal journal, int socket) {
    for (Journal.Entry entry : journal.entries()) {
      if (entry instanceof Journal.Entry.Resumed resumed && resumed.socket() == socket) {
        return resumed.reset();
      }
    }
    return Set.of();
  }

  /// @param before the last position on this socket, `null` for none
  private void saw(Journal journal, Journal.Entry.Saw saw, @Nullable Long before) {
    String where = "%s, socket %d: %s".formatted(journal.reader(), saw.socket(), saw);
    Event event = events.getOrDefault(saw.conversation(), Map.of()).get(saw.seq());
    if (event == null || !event.what().equals(saw.what())) {
      add(Kind.DIFFERENT, where + ", in the history: " + event);
      return;
    }
    List<Span> own = spansOf(saw.conversation(), journal.user());
    Span span = History.spanOf(own, saw.seq()).orElse(null);
    if (span == null) {
      add(Kind.OUTSIDE_MEMBERSHIP, where + ", member: " + own);
    } else if (before == null) {
      // Not in the hello and not asked for: this socket was told of a new membership.
      if (saw.seq() != span.from()) {
        add(Kind.GAP, where + " comes first, member: " + own);
      }
    } else if (saw.seq() <= before) {
      add(Kind.REPEATED, where + " comes after " + before);
    } else if (saw.seq() != before + 1 && !(saw.seq() == span.from() && endsAt(own, before))) {
      add(Kind.GAP, where + " comes after " + before);
    }
  }

  private static boolean endsAt(List<Span> spans, long seq) {
    return spans.stream().anyMatch(span -> span.until() == seq);
  }

  private void coverage(Journal journal) {
    Coverage coverage = Coverage.of(journal);
    histories.forEach(
        (conversation, history) -> {
          for (Span span : spansOf(conversation, journal.user())) {
            coverage
                .missed(conversation, span, history.lastSeq())
                .ifPresent(
                    what ->
                        add(
                            Kind.MISSED,
                            "%s in %s: %s".formatted(journal.reader(), conversation, what)));
          }
        });
  }

  private void add(Kind kind, String what) {
    violations.add(new Violation(kind, what));
  }
}
