package chat.parley.system.chaos;

import static chat.parley.system.chaos.Example.EVENTS;
import static chat.parley.system.chaos.Example.ROOM;
import static chat.parley.system.chaos.Example.history;
import static chat.parley.system.chaos.Example.kinds;
import static chat.parley.system.chaos.Example.member;
import static chat.parley.system.chaos.Example.message;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.system.chaos.Violation.Kind;
import chat.parley.system.chaos.Write.Changed;
import chat.parley.system.chaos.Write.Outcome;
import chat.parley.system.chaos.Write.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Histories, writes and sessions: silent when they are right, and telling each wrong.
class CheckerTest {
  private static List<Kind> written(List<Event> events, Write... writes) {
    List<History> histories = List.of(history(events, events.size()));
    return kinds(
        new Observations(histories, histories, List.of(writes), List.of(), List.of(), List.of()));
  }

  @Test
  void aHoleAndAMissingEndInTheHistoryAreTold() {
    List<Event> holed = List.of(message(1), message(3));
    assertThat(
            kinds(
                new Observations(
                    List.of(history(holed, 3)),
                    List.of(history(EVENTS, 10)),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of())))
        .containsExactly(Kind.HISTORY_NOT_GAPLESS, Kind.HISTORIES_DIFFER);
    assertThat(
            kinds(
                new Observations(
                    List.of(history(EVENTS, 11)),
                    List.of(history(EVENTS, 11)),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of())))
        .containsExactly(Kind.HISTORY_NOT_GAPLESS);
  }

  @Test
  void anAcknowledgedMessageMustBeAtItsPlace() {
    assertThat(written(EVENTS, sent("c2", Outcome.ACKNOWLEDGED, "m2", 2))).isEmpty();
    assertThat(written(EVENTS, sent("c11", Outcome.ACKNOWLEDGED, "m11", 11)))
        .containsExactly(Kind.WRITE_LOST);
    assertThat(written(EVENTS, sent("c2", Outcome.ACKNOWLEDGED, "m2", 4)))
        .containsExactly(Kind.WRITE_LOST);
    assertThat(written(EVENTS, sent("c2", Outcome.UNKNOWN, "", 0))).isEmpty();
    assertThat(written(EVENTS, sent("c11", Outcome.UNKNOWN, "", 0))).isEmpty();
    assertThat(written(EVENTS, sent("c2", Outcome.REFUSED, "", 0)))
        .containsExactly(Kind.REFUSED_WRITE_HAPPENED);
  }

  private static Sent sent(String clientId, Outcome outcome, String message, long seq) {
    return new Sent(ROOM, "ada", clientId, 0, outcome, message, seq);
  }

  @Test
  void aClientIdTwiceIsAWriteDoubled() {
    Event again = new Event(2, "message.created", "m2", "ada", "c1");
    assertThat(written(List.of(message(1), again))).containsExactly(Kind.WRITE_DOUBLED);
  }

  @Test
  void changesMustExplainWhatHappened() {
    Write[] all = {
      bob("participant.added", Outcome.ACKNOWLEDGED, 0),
      bob("participant.removed", Outcome.ACKNOWLEDGED, 1),
      bob("participant.added", Outcome.UNKNOWN, 2)
    };
    assertThat(written(EVENTS, all)).isEmpty();
    assertThat(written(EVENTS, all[0], all[1])).containsExactly(Kind.CHANGES_NOT_EXPLAINED);
    Changed back = bob("participant.added", Outcome.ACKNOWLEDGED, 0);
    Changed outAgain = bob("participant.removed", Outcome.ACKNOWLEDGED, 0);
    assertThat(written(EVENTS, all[0], all[1], back, outAgain))
        .containsExactly(Kind.CHANGES_NOT_EXPLAINED);
    assertThat(written(List.of(message(1)), all[0])).containsExactly(Kind.WRITE_LOST);
    assertThat(written(List.of(message(1)), bob("participant.removed", Outcome.ACKNOWLEDGED, 0)))
        .isEmpty();
  }

  @Test
  void aLateEffectOfAnUnansweredTryIsExplained() {
    List<Event> late =
        List.of(
            member(1, "participant.added"),
            member(2, "participant.removed"),
            member(3, "participant.added"),
            member(4, "participant.removed"));
    Changed removal = bob("participant.removed", Outcome.ACKNOWLEDGED, 1);
    Changed addition = bob("participant.added", Outcome.ACKNOWLEDGED, 0);
    assertThat(written(late, addition, removal, addition)).isEmpty();
    assertThat(
            written(late, addition, bob("participant.removed", Outcome.ACKNOWLEDGED, 0), addition))
        .containsExactly(Kind.CHANGES_NOT_EXPLAINED);
  }

  private static Changed bob(String type, Outcome outcome, int unanswered) {
    return new Changed(ROOM, type, "bob", unanswered, outcome);
  }

  @Test
  void aSocketThatOutlivesItsSessionIsTold() {
    long limit = Checker.REVOCATION_LIMIT.toNanos();
    long second = Duration.ofSeconds(1).toNanos();
    assertThat(revoked(new Revoked.Life(0, 2 * second), new Revoked.Life(second, limit))).isEmpty();
    assertThat(revoked(new Revoked.Life(0, Long.MAX_VALUE)))
        .containsExactly(Kind.ALIVE_AFTER_REVOCATION);
    assertThat(revoked(new Revoked.Life(limit + 2 * second, limit + 3 * second)))
        .containsExactly(Kind.ALIVE_AFTER_REVOCATION);
  }

  private static List<Kind> revoked(Revoked.Life... lives) {
    return kinds(
        new Observations(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Revoked("session", Duration.ofSeconds(1).toNanos(), List.of(lives))),
            List.of()));
  }

  @Test
  void anInternalErrorIsTold() {
    assertThat(
            kinds(
                new Observations(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of("500"))))
        .containsExactly(Kind.INTERNAL_ERROR);
  }
}
