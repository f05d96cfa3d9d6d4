package chat.parley.load.client;

/// When the requests of an open loop are due: evenly, from the start on, however long the earlier
/// ones take. One thread.
final class Schedule {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final long firstNumber;
  private final long start;
  private long index;

  Schedule(double perSecond, long firstNumber) {
    this(perSecond, firstNumber, System.nanoTime());
  }

  Schedule(double perSecond, long firstNumber, long start) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("not a rate: " + perSecond);
    }
    this.perSecond = perSecond;
    this.firstNumber = firstNumber;
    this.start = start;
  }

  long start() {
    return start;
  }

  boolean isDue(long now) {
    return due() - now <= 0;
  }

  /// From the start each time: a sum of rounded steps would drift.
  long due() {
    return start + (long) (index * NANOS / perSecond);
  }

  long number() {
    return firstNumber + index;
  }

  void next() {
    index++;
  }
}
