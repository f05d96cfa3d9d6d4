package chat.parley.push.feed;

import java.util.concurrent.TimeUnit;

/// When an event loop hands out its next round, see [Rounds]. After a round the loop waits for
/// [#PAUSE] times as long as that took: the more it has to do, the more events go with each. One
/// message to a few sockets, or to many after a pause, goes at once.
///
/// Times are of [System#nanoTime]. For one thread.
final class Pace {
  /// The pause, in rounds.
  static final int PAUSE = 8;

  /// The pause of a loop with more to hand out than goes with one round.
  static final int PAUSE_BEHIND = 2;

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
  ///
  /// @param isBehind whether a whole round waits already
  void ended(long began, long ended, boolean isBehind) {
    int pause = isBehind ? PAUSE_BEHIND : PAUSE;
    next = ended + Math.min(pause * (ended - began), LONGEST_WAIT);
  }
}
