package chat.parley.load.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A point of time, by [System#nanoTime].
record Moment(long nanos) {
  static Moment seconds(int fromNow) {
    return new Moment(System.nanoTime() + Duration.ofSeconds(fromNow).toNanos());
  }

  static Moment millis(long fromNow) {
    return new Moment(System.nanoTime() + Duration.ofMillis(fromNow).toNanos());
  }

  boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  /// What happens meanwhile is what is measured.
  void await() {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
