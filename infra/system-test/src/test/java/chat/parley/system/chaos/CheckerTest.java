package chat.parley.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.system.chaos.Journal.Entry.Opened;
import chat.parley.system.chaos.Journal.Entry.Reloaded;
import chat.parley.system.chaos.Journal.Entry.Resumed;
import chat.parley.system.chaos.Journal.Entry.Saw;
import chat.parley.system.chaos.Journal.Entry.TooLate;
import chat.parley.system.chaos.Violation.Kind;
import chat.parley.system.chaos.Write.Changed;
import chat.parley.system.chaos.Write.Outcome;
import chat.parley.system.chaos.Write.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The checker on histories made by hand: silent on a sound one, and telling each wrong.
class CheckerTest {
  private static final String ROOM = "room";

  /// Ada (in it from the beginning) writes; bob joins at 3 and is removed at 6, joins again at 8.
  private static final List<Event> EVENTS =
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

  private static Event message(long seq) {
    return new Event(seq, "message.created", "m" + seq, "ada", "c" + seq);
  }

  private static Event member(long seq, String type) {
    return new Event(seq, type, "bob", "ada", null);
  }

  private static History history(List<Event> events, long lastSeq) {
    return new History(ROOM, Set.of("ada"), lastSeq, events);
  }

  private static List<Journal.Entry> saw(int socket, int... seqs) {
    return IntStream.of(seqs)
        .<Journal.Entry>mapToObj(seq -> new Saw(socket, ROOM, seq, EVENTS.get(seq - 1).what()))
        .toList();
  }

  private static Opened opened(int socket, Map<String, Long> hello, Map<String, Long> sent) {
    return new Opened(socket, hello, sent);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Journal journal(String user, List<? extends Journal.Entry>... parts) {
    List<Journal.Entry> entries = new ArrayList<>();
    List.of(parts).forEach(entries::addAll);
    return new Journal(user + "'s device", user, true, entries);
  }

  private static List<Kind> read(Journal journal) {
    List<History> histories = List.of(history(EVENTS, 10));
    return kinds(
        new Observations(histories, histories, List.of(), List.of(journal), List.of(), List.of()));
  }

  private static List<Kind> written(List<Event> events, Write... writes) {
    List<History> histories = List.of(history(events, events.size()));
    return kinds(
        new Observations(histories, histories, List.of(writes), List.of(), List.of(), List.of()));
  }

  private static List<Kind> kinds(Observations seen) {
    return Checker.check(seen).stream().map(Violation::kind).toList();
  }

  @Test
  void aReaderWhoSawAllFromTheirPositionInOrderIsFine() {
    assertThat(
            read(
                journal(
                    "ada",
                    List.of(opened(1, Map.of(ROOM, 1L), Map.of())),
                    saw(1, 2, 3, 4),
                    List.of(opened(2, Map.of(ROOM, 7L), Map.of(ROOM, 4L))),
                    saw(2, 5, 6, 7, 8, 9, 10))))
        .isEmpty();
  }

  @Test
  void aMemberWhoComesGoesAndComesAgainIsFine() {
    assertThat(
            read(
                journal(
                    "bob", List.of(opened(1, Map.of(), Map.of())), saw(1, 3, 4, 5, 6, 8, 9, 10))))
        .isEmpty();
  }

  @Test
  void aMemberWhoHearsOfTheirRemovalWhenTheyResumeIsFine() {
    assertThat(
            read(
                journal(
                    "bob",
                    List.of(opened(1, Map.of(), Map.of())),
                    saw(1, 3, 4),
                    List.of(opened(2, Map.of(), Map.of(ROOM, 4L))),
                    saw(2, 5, 6, 8, 9, 10))))
        .isEmpty();
  }

  @Test
  void aMemberWhoLeftAndCameBackReloads() {
    assertThat(
            read(
                journal(
                    "bob",
                    List.of(opened(1, Map.of(), Map.of())),
                    saw(1, 3, 4),
                    List.of(opened(2, Map.of(ROOM, 9L), Map.of(ROOM, 4L))),
                    List.of(new Resumed(2, Set.of(ROOM))),
                    saw(2, 10),
                    reloaded(9, 9))))
        .isEmpty();
  }

  @Test
  void aResetOfWhatCouldBeReplayedIsUndue() {
    List<Journal.Entry> reset = List.of(new Resumed(2, Set.of(ROOM)));
    assertThat(read(journal("ada", twice(4, 7), reset, saw(2, 8, 9, 10), reloaded(5, 7))))
        .containsExactly(Kind.UNDUE_RESET);
    assertThat(
            read(
                journal("ada", twice(4, 7), saw(2, 5, 6), reset, saw(2, 8, 9, 10), reloaded(7, 7))))
        .containsExactly(Kind.UNDUE_RESET);
  }

  /// A first socket that saw all up to `sent`, and a second one.
  private static List<Journal.Entry> twice(long sent, long hello) {
    List<Journal.Entry> entries = new ArrayList<>();
    entries.add(opened(1, Map.of(ROOM, 0L), Map.of()));
    entries.addAll(saw(1, IntStream.rangeClosed(1, (int) sent).toArray()));
    entries.add(opened(2, Map.of(ROOM, hello), Map.of(ROOM, sent)));
    return entries;
  }

  private static List<Reloaded> reloaded(int from, int to) {
    return EVENTS.subList(from - 1, to).stream()
        .map(event -> new Reloaded(ROOM, event.seq(), event.what()))
        .toList();
  }

  @Test
  void aReaderWhoCameTooLateToResumeReloads() {
    List<Journal.Entry> late = List.of(new TooLate(2));
    assertThat(read(journal("ada", twice(4, 7), late, saw(2, 8, 9, 10), reloaded(5, 7)))).isEmpty();
  }

  @Test
  void anEventThatNeverCameIsMissed() {
    assertThat(
            read(
                journal(
                    "ada",
                    List.of(opened(1, Map.of(ROOM, 1L), Map.of())),
                    saw(1, 2, 3, 4, 5, 6, 7, 8, 9))))
        .containsExactly(Kind.MISSED);
  }

  @Test
  void aMembershipThatNobodyToldOfIsMissed() {
    assertThat(read(journal("bob", List.of(opened(1, Map.of(), Map.of())))))
        .containsExactly(Kind.MISSED);
  }

  @Test
  void anOwnRemovalThatNeverCameIsMissed() {
    assertThat(
            read(
                journal(
                    "bob",
                    List.of(opened(1, Map.of(), Map.of())),
                    saw(1, 3, 4, 5),
                    List.of(opened(2, Map.of(ROOM, 8L), Map.of())),
                    saw(2, 9, 10))))
        .containsExactly(Kind.MISSED);
  }

  @Test
  void aHoleIsAGapEvenWhenItIsFilledLater() {
    assertThat(
            read(
                journal(
                    "ada",
                    List.of(opened(1, Map.of(ROOM, 1L), Map.of())),
                    saw(1, 2, 4, 3, 5, 6, 7, 8, 9, 10))))
        .containsExactly(Kind.GAP, Kind.REPEATED, Kind.GAP);
  }

  @Test
  void anEventTwiceIsARepetition() {
    assertThat(
            read(journal("ada", List.of(opened(1, Map.of(ROOM, 8L), Map.of())), saw(1, 9, 9, 10))))
        .containsExactly(Kind.REPEATED);
  }

  @Test
  void aReplayOfWhatTheReaderHadIsARepetition() {
    assertThat(
            read(
                journal(
                    "ada",
                    List.of(opened(1, Map.of(ROOM, 7L), Map.of())),
                    saw(1, 8, 9),
                    List.of(opened(2, Map.of(ROOM, 9L), Map.of(ROOM, 9L))),
                    saw(2, 9, 10))))
        .containsExactly(Kind.REPEATED);
  }

  @Test
  void anEventAfterTheRemovalIsOutsideTheMembership() {
    assertThat(
            read(
                journal(
                    "bob",
                    List.of(opened(1, Map.of(), Map.of())),
                    saw(1, 3, 4, 5, 6, 7, 8, 9, 10))))
        .containsExactly(Kind.OUTSIDE_MEMBERSHIP);
  }

  @Test
  void anotherEventThanTheHistorysIsDifferent() {
    assertThat(
            read(
                journal(
                    "ada",
                    List.of(opened(1, Map.of(ROOM, 9L), Map.of())),
                    List.of(new Saw(1, ROOM, 10, "message.created m9")),
                    saw(1, 10))))
        .containsExactly(Kind.DIFFERENT, Kind.REPEATED);
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
