package chat.parley.api.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses that double while something doesn't work. Each is random between half of itself and the
/// whole, so that several apis don't come back at the same moment. For one thread.
final class Backoff {
  private final Duration first;
  private final Duration limit;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration first, Duration limit, RandomGenerator random) {
    this.first = first;
    this.limit = limit;
    this.random = random;
    this.next = first;
  }

  Duration next() {
    Duration pause = next.compareTo(limit) < 0 ? next : limit;
    next = pause.multipliedBy(2);
    return jittered(pause);
  }

  void reset() {
    next = first;
  }

  /// Between half of the pause and the whole.
  Duration jittered(Duration pause) {
    long nanos = pause.toNanos();
    return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
  }
}
