package chat.parley.push.socket;

/// Allows a rate on average and a burst at once. Pure and of one thread.
///
/// Invariant: in any stretch of `t` seconds at most `burst + perSecond * t` are allowed.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perNano;
  private final int burst;
  private double tokens;
  private long filledAt;

  /// @param now any clock's nanoseconds, the same clock's as later
  TokenBucket(int perSecond, int burst, long now) {
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.burst = burst;
    this.tokens = burst;
    this.filledAt = now;
  }

  /// @return whether one more is allowed now
  boolean take(long now) {
    tokens = Math.min(burst, tokens + (now - filledAt) * perNano);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
