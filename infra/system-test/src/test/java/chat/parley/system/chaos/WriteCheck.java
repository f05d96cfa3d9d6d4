package chat.parley.system.chaos;

import chat.parley.system.chaos.Violation.Kind;
import chat.parley.system.chaos.Write.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every acknowledged write is in the history, exactly once. Pure.
final class WriteCheck {
  private final Map<String, History> histories = new HashMap<>();
  private final Map<String, Map<Long, Event>> events = new HashMap<>();
  private final Set<String> clientIds = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private WriteCheck(List<History> all) {
    for (History history : all) {
      histories.put(history.conversation(), history);
      events.put(history.conversation(), history.bySeq());
    }
  }

  static List<Violation> check(List<History> histories, List<Write> writes) {
    WriteCheck check = new WriteCheck(histories);
    histories.forEach(check::once);
    Map<String, List<Write.Changed>> cells = new LinkedHashMap<>();
    for (Write write : writes) {
      switch (write) {
        case Write.Sent sent -> check.sent(sent);
        case Write.Changed changed ->
            cells.computeIfAbsent(Cell.keyOf(changed), key -> new ArrayList<>()).add(changed);
      }
    }
    cells.forEach(check::explained);
    return check.violations;
  }

  private void once(History history) {
    for (Event event : history.events()) {
      if (event.clientId() != null
          && !clientIds.add(key(history.conversation(), event.actor(), event.clientId()))) {
        add(
            Kind.WRITE_DOUBLED,
            "client_id %s of %s in %s"
                .formatted(event.clientId(), event.actor(), history.conversation()));
      }
    }
  }

  private static String key(String conversation, String sender, String clientId) {
    return conversation + " " + sender + " " + clientId;
  }

  private void sent(Write.Sent sent) {
    boolean isThere = clientIds.contains(key(sent.conversation(), sent.sender(), sent.clientId()));
    switch (sent.outcome()) {
      case ACKNOWLEDGED -> {
        Event event = events.getOrDefault(sent.conversation(), Map.of()).get(sent.seq());
        boolean atItsPlace =
            event != null
                && event.type().equals("message.created")
                && event.subject().equals(sent.message());
        if (!isThere || !atItsPlace) {
          add(Kind.WRITE_LOST, sent + ", there: " + event);
        }
      }
      case REFUSED -> {
        if (isThere && sent.unanswered() == 0) {
          add(Kind.REFUSED_WRITE_HAPPENED, sent.toString());
        }
      }
      case UNKNOWN -> {}
    }
  }

  private void explained(String key, List<Write.Changed> changes) {
    History history = histories.get(changes.getFirst().conversation());
    if (history == null) {
      add(Kind.WRITE_LOST, "no history for " + key);
      return;
    }
    Cell cell = Cell.of(history, changes);
    if (!cell.isExplained()) {
      boolean isLost =
          changes.stream().anyMatch(change -> change.outcome() == Outcome.ACKNOWLEDGED)
              && cell.events().isEmpty();
      add(
          isLost ? Kind.WRITE_LOST : Kind.CHANGES_NOT_EXPLAINED,
          "%s: asked %s, happened %s".formatted(key, changes, cell.events()));
    }
  }

  private void add(Kind kind, String what) {
    violations.add(new Violation(kind, what));
  }
}
