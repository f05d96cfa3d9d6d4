package chat.parley.push.feed;

import java.util.concurrent.TimeUnit;

/// When an event loop hands out its next round, see [Rounds]. After a round the loop waits for
/// twice as long as that took: it spends a third of its time with rounds at most, and the more it
/// has to do, the more events go with each. One message to a few sockets, or to many after a
/// pause, goes at once.
///
/// Times are of [System#nanoTime]. For one thread.
final class Pace {
  /// The pause, in rounds.
  private static final int PAUSE = 2;

  /// Nobody notices this much, and a round that was interrupted doesn't hold up the next for
  /// long.
  static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

  /// Less is not worth a timer, which is good for a millisecond.
  private static final long SHORTEST_WAIT = TimeUnit.MICROSECONDS.toNanos(500);

  private long next = System.nanoTime();

  /// @return how long to wait with a round that could begin now, 0 for not at all
  long waitAt(long now) {
    long wait = next - now;
    return wait < SHORTEST_WAIT ? 0 : wait;
  }

  /// A round is over.
  void ended(long began, long ended) {
    next = ended + Math.min(PAUSE * (ended - began), LONGEST_WAIT);
  }
}
