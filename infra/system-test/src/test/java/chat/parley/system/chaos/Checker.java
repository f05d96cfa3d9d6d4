package chat.parley.system.chaos;

import chat.parley.system.chaos.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges what a run recorded. Pure.
final class Checker {
  /// Within which a revoked session's sockets are closed, a node's being away included.
  static final Duration REVOCATION_LIMIT = Duration.ofSeconds(35);

  private final List<Violation> violations = new ArrayList<>();

  private Checker() {}

  static List<Violation> check(Observations seen) {
    Checker checker = new Checker();
    seen.histories().forEach(checker::gapless);
    checker.same(seen.histories(), seen.again());
    checker.violations.addAll(WriteCheck.check(seen.histories(), seen.writes()));
    checker.violations.addAll(ReaderCheck.check(seen.histories(), seen.journals()));
    seen.revoked().forEach(checker::ended);
    seen.internalErrors().forEach(error -> checker.add(Kind.INTERNAL_ERROR, error));
    return checker.violations;
  }

  private void gapless(History history) {
    long expected = 1;
    for (Event event : history.events()) {
      if (event.seq() != expected) {
        add(
            Kind.HISTORY_NOT_GAPLESS,
            "%s has %d where %d was expected"
                .formatted(history.conversation(), event.seq(), expected));
        return;
      }
      expected++;
    }
    if (expected != history.lastSeq() + 1) {
      add(
          Kind.HISTORY_NOT_GAPLESS,
          "%s ends at %d and says %d"
              .formatted(history.conversation(), expected - 1, history.lastSeq()));
    }
  }

  private void same(List<History> one, List<History> other) {
    Map<String, History> others =
        other.stream().collect(Collectors.toMap(History::conversation, Function.identity()));
    for (History history : one) {
      if (!Objects.equals(history, others.get(history.conversation()))) {
        add(Kind.HISTORIES_DIFFER, history.conversation());
      }
    }
  }

  private void ended(Revoked session) {
    long limit = session.acknowledgedAt() + REVOCATION_LIMIT.toNanos();
    for (Revoked.Life life : session.sockets()) {
      if (life.closedAt() > Math.max(limit, life.openedAt() + REVOCATION_LIMIT.toNanos())) {
        add(Kind.ALIVE_AFTER_REVOCATION, "a socket of session " + session.session());
      } else if (life.openedAt() > limit) {
        add(Kind.ALIVE_AFTER_REVOCATION, "a socket opened late of session " + session.session());
      }
    }
  }

  private void add(Kind kind, String what) {
    violations.add(new Violation(kind, what));
  }
}
