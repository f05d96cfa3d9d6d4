package chat.parley.api.system;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is taken anew at most once in a while, by one of those who ask for it; the
/// others get what there was, or wait where there was nothing yet. Safe for any thread.
public final class Remembered<T> {
  private final Supplier<T> source;
  private final Duration refresh;
  private final ReentrantLock taking = new ReentrantLock();
  private volatile @Nullable Taken<T> last;

  public Remembered(Supplier<T> source, Duration refresh) {
    this.source = source;
    this.refresh = refresh;
  }

  public T get() {
    Taken<T> known = last;
    if (known != null && (isFresh(known) || taking.isLocked())) {
      return known.value();
    }
    taking.lock();
    try {
      known = last;
      if (known == null || !isFresh(known)) {
        known = new Taken<>(source.get(), System.nanoTime());
        last = known;
      }
      return known.value();
    } finally {
      taking.unlock();
    }
  }

  private boolean isFresh(Taken<T> taken) {
    return System.nanoTime() - taken.at() < refresh.toNanos();
  }

  private record Taken<T>(T value, long at) {}
}
