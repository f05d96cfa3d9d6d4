package chat.parley.api.recording;

import org.jspecify.annotations.Nullable;

/// What files say of their length.
final class Durations {
  /// No recording is longer; a file that says so is not believed.
  private static final double LONGEST_MS = 30 * 24 * 3600 * 1000.0;

  private Durations() {}

  static @Nullable Long of(long units, long unitsPerSecond) {
    return of((double) units, (double) unitsPerSecond);
  }

  /// @return in milliseconds, or `null` for a length that cannot be
  static @Nullable Long of(double units, double unitsPerSecond) {
    double ms = units * 1000 / unitsPerSecond;
    return ms > 0 && ms <= LONGEST_MS ? (Long) Math.max(1, Math.round(ms)) : null;
  }
}
