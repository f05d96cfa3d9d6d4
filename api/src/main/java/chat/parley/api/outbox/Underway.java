package chat.parley.api.outbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many things have been begun and not ended. Any thread.
///
/// Not a ping after them: what waits for a connection that is just being made is sent in no
/// certain order.
final class Underway {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  /// Guarded by the lock.
  private int count;

  void begun(int things) {
    lock.lock();
    try {
      count += things;
    } finally {
      lock.unlock();
    }
  }

  void ended(int things) {
    lock.lock();
    try {
      count -= things;
      if (count == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// @return false when it took too long, or who waited was interrupted
  boolean awaitNone(Duration patience) {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (count > 0 && nanos > 0) {
        nanos = none.awaitNanos(nanos);
      }
      return count == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
