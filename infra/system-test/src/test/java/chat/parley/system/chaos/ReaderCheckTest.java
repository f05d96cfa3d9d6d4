package chat.parley.system.chaos;

import static chat.parley.system.chaos.Example.EVENTS;
import static chat.parley.system.chaos.Example.ROOM;
import static chat.parley.system.chaos.Example.history;
import static chat.parley.system.chaos.Example.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.system.chaos.Journal.Entry.Opened;
import chat.parley.system.chaos.Journal.Entry.Reloaded;
import chat.parley.system.chaos.Journal.Entry.Resumed;
import chat.parley.system.chaos.Journal.Entry.Saw;
import chat.parley.system.chaos.Journal.Entry.TooLate;
import chat.parley.system.chaos.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What readers were told: silent when it is right, and telling each wrong.
class ReaderCheckTest {
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
}
