package chat.parley.shared.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses that double while something doesn't work. Each is random between half of itself and the
/// whole, so that several processes don't come back at the same moment. For one thread.
public final class Backoff {
  private final Duration first;
  private final Duration limit;
  private final RandomGenerator random;
  private Duration next;

  public Backoff(Duration first, Duration limit, RandomGenerator random) {
    this.first = first;
    this.limit = limit;
    this.random = random;
    this.next = first;
  }

  public Duration next() {
    Duration pause = next.compareTo(limit) < 0 ? next : limit;
    next = pause.multipliedBy(2);
    return jittered(pause);
  }

  public void reset() {
    next = first;
  }

  /// Between half of the pause and the whole.
  public Duration jittered(Duration pause) {
    long nanos = pause.toNanos();
    return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
  }
}
