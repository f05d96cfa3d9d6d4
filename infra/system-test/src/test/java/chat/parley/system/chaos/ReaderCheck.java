package chat.parley.system.chaos;

import chat.parley.system.chaos.History.Span;
import chat.parley.system.chaos.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

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
    Map<Integer, SocketCheck> sockets = new TreeMap<>();
    for (Journal.Entry entry : journal.entries()) {
      if (entry instanceof Journal.Entry.Opened opened) {
        sockets.put(opened.socket(), new SocketCheck(opened));
      } else if (entry instanceof Journal.Entry.TooLate late) {
        of(sockets, late.socket()).beginAtHello();
      } else if (entry instanceof Journal.Entry.Resumed resumed) {
        SocketCheck socket = of(sockets, resumed.socket());
        socket.reset(resumed.reset());
        undue(journal, socket, resumed);
      }
    }
    for (Journal.Entry entry : journal.entries()) {
      if (entry instanceof Journal.Entry.Saw saw) {
        saw(journal, saw, of(sockets, saw.socket()));
      }
    }
  }

  private static SocketCheck of(Map<Integer, SocketCheck> sockets, int socket) {
    return Objects.requireNonNull(sockets.get(socket));
  }

  private void undue(Journal journal, SocketCheck socket, Journal.Entry.Resumed resumed) {
    for (String conversation : resumed.reset()) {
      if (!socket.isDue(conversation, spansOf(conversation, journal.user()))) {
        add(
            Kind.UNDUE_RESET,
            "%s, socket %d: %s at %s"
                .formatted(
                    journal.reader(), resumed.socket(), conversation, socket.at(conversation)));
      }
    }
  }

  private void saw(Journal journal, Journal.Entry.Saw saw, SocketCheck socket) {
    Supplier<String> where = () -> Story.of(journal, saw);
    List<Span> own = spansOf(saw.conversation(), journal.user());
    Span span = History.spanOf(own, saw.seq()).orElse(null);
    Optional<Kind> wrong = socket.saw(saw.conversation(), saw.seq(), own);
    Event event = events.getOrDefault(saw.conversation(), Map.of()).get(saw.seq());
    if (event == null || !event.what().equals(saw.what())) {
      add(Kind.DIFFERENT, where.get() + ", in the history: " + event);
    } else if (span == null) {
      add(Kind.OUTSIDE_MEMBERSHIP, where.get() + ", member: " + own);
    } else {
      wrong.ifPresent(kind -> add(kind, where.get() + ", member: " + own));
    }
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
