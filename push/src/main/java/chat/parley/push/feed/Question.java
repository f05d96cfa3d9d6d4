package chat.parley.push.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Somebody asks a feed for past events. Of the feed's owner loop; the answer goes to the
/// receiver's.
///
/// @param from the position that the receiver has
/// @param until the last position it asks for
record Question(Receiver receiver, long from, long until, Consumer<Missed> answer) {
  /// No page is larger, unless it is of one event; as much as a ring holds.
  static final int PAGE_BYTES = 256 * 1024;

  /// @param events without a hole, beginning no later than right after `from`
  void answerFrom(List<Sequencer.Item<Event>> events) {
    answer(page(events));
  }

  /// Finds the answer in a replay, if it is there.
  ///
  /// @param after the position after which was replayed
  /// @param isWhole whether the log has nothing after these
  /// @return whether the question is answered
  boolean answerFrom(long after, List<Sequencer.Item<Event>> replayed, boolean isWhole) {
    if (after > from) {
      return false;
    }
    Optional<Sequencer.Item<Event>> next =
        replayed.stream().filter(item -> item.seq() > from).findFirst();
    if (next.isEmpty() && !isWhole) {
      return false;
    }
    boolean isThere = next.isPresent() && next.get().seq() == from + 1;
    answer(isThere ? page(replayed) : new Missed.Gone());
    return true;
  }

  /// Up to the first hole only, though there should be none.
  private Missed.Page page(List<Sequencer.Item<Event>> events) {
    List<Frame> asked = new ArrayList<>();
    long reached = from;
    int bytes = 0;
    for (Sequencer.Item<Event> item : events) {
      if (item.seq() != reached + 1 || reached == until) {
        continue;
      }
      bytes += item.thing().size();
      if (bytes > PAGE_BYTES && !asked.isEmpty()) {
        break;
      }
      reached++;
      asked.add(item.thing().frame());
    }
    return new Missed.Page(asked, reached);
  }

  private void answer(Missed missed) {
    receiver.loop().execute(() -> answer.accept(missed));
  }
}
