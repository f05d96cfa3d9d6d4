package chat.parley.system.figures;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How long messages took, by the name of the window in which they came. Only the loop's thread
/// touches it.
final class Tally {
  private static final long LONGEST_NANOS = 300_000_000_000L;

  private final Map<String, Histogram> windows = new TreeMap<>();
  private @Nullable Histogram current;

  /// Counts into the window from now on; one that was open before goes on.
  void open(String window) {
    current = windows.computeIfAbsent(window, name -> new Histogram(LONGEST_NANOS, 3));
  }

  /// Counts nowhere from now on.
  void pause() {
    current = null;
  }

  void received(long dueNanos, long nowNanos) {
    if (current != null) {
      current.recordValue(Math.clamp(nowNanos - dueNanos, 1, LONGEST_NANOS));
    }
  }

  Map<String, Histogram> windows() {
    return Map.copyOf(windows);
  }
}
