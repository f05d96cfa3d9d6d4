package chat.parley.load;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// What happens how often. The same seed makes the same things happen.
final class Chance {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final RandomGenerator random;

  Chance(RandomGenerator random) {
    this.random = random;
  }

  boolean in(double share) {
    return random.nextDouble() < share;
  }

  /// Evenly, from 0 up to the bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// From 0 up to the bound, the first much oftener than the last: nobody is like another.
  int skewed(int bound, double power) {
    return (int) (bound * Math.pow(random.nextDouble(), power));
  }

  /// A rank from 0 up to the bound, each as often as one in its number (Zipf's law).
  int rank(int bound) {
    return (int) Math.pow(bound, random.nextDouble()) - 1;
  }

  /// 0 or more, on average `mean`.
  int about(double mean) {
    return (int) (-Math.log(1 - random.nextDouble()) * mean);
  }

  /// A UUIDv7 of a time.
  UUID id(long millis) {
    return new UUID(
        (millis << 16) | VERSION_7 | random.nextInt(1 << 12), VARIANT | (random.nextLong() >>> 2));
  }
}
