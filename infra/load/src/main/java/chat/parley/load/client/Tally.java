package chat.parley.load.client;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How long messages took, by the name of the window in which they came, and how many they were.
/// Only the loop's thread touches it.
public final class Tally {
  private static final long LONGEST_NANOS = 300_000_000_000L;

  private final Map<String, Histogram> windows = new TreeMap<>();
  private @Nullable Histogram current;
  private long dueFrom = Long.MIN_VALUE;
  private long dueTo = Long.MAX_VALUE;
  private long firstNumber;
  private long received;
  private long answered;
  private long bytes;
  private final Histogram answers = new Histogram(LONGEST_NANOS, 3);

  /// Counts into the window from now on; one that was open before goes on.
  public void open(String window) {
    open(window, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /// Counts into the window what was due from one moment to another, however late it comes: a
  /// message that is late for its window is just the one that must not be missing there.
  public void open(String window, long fromNanos, long toNanos) {
    current = windows.computeIfAbsent(window, name -> new Histogram(LONGEST_NANOS, 3));
    dueFrom = fromNanos;
    dueTo = toNanos;
  }

  /// Counts nowhere from now on.
  public void pause() {
    current = null;
  }

  /// Closes the window, and forgets it.
  public Histogram take(String window) {
    pause();
    Histogram taken = windows.remove(window);
    return taken == null ? new Histogram(LONGEST_NANOS, 3) : taken;
  }

  /// Messages with a smaller number are of an earlier trial, and no longer count.
  public void countFrom(long number) {
    firstNumber = number;
    received = 0;
    answered = 0;
    bytes = 0;
    answers.reset();
  }

  /// @return whether it counts
  boolean received(long dueNanos, long number, long nowNanos) {
    if (current != null && dueNanos >= dueFrom && dueNanos < dueTo) {
      current.recordValue(Math.clamp(nowNanos - dueNanos, 1, LONGEST_NANOS));
    }
    boolean counts = number >= firstNumber;
    received += counts ? 1 : 0;
    return counts;
  }

  /// A command was.
  void answered(long dueNanos, long number, long nowNanos) {
    if (dueNanos >= 0 && number >= firstNumber) {
      answered++;
      answers.recordValue(Math.clamp(nowNanos - dueNanos, 1, LONGEST_NANOS));
    }
  }

  void read(int length) {
    bytes += length;
  }

  /// Messages, each time a client got one.
  public long received() {
    return received;
  }

  /// Commands that were acknowledged.
  public long answered() {
    return answered;
  }

  /// From when each of them was due, in nanoseconds.
  public Histogram answers() {
    return answers.copy();
  }

  /// All that was read, of any kind.
  public long bytes() {
    return bytes;
  }

  public Map<String, Histogram> windows() {
    return Map.copyOf(windows);
  }

  /// A number of which sums tell which numbers were summed up.
  public static long mixed(long number) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
