package chat.parley.api.storage;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The memory for parts of large contents: so many of them, used again and again, however many
/// contents come at once. Safe for any thread.
final class PartBuffers {
  private final int size;
  private final Duration patience;
  private final Semaphore free;
  private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

  /// @param patience for how long somebody waits for one
  PartBuffers(int size, int most, Duration patience) {
    this.size = size;
    this.patience = patience;
    this.free = new Semaphore(most, true);
  }

  Lent take() {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageException("too much at once", new TimeoutException(patience.toString()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted", e);
    }
    byte[] bytes = idle.poll();
    return new Lent(bytes == null ? new byte[size] : bytes);
  }

  /// One of them, until it is closed.
  final class Lent implements AutoCloseable {
    private final byte[] bytes;

    private Lent(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      idle.add(bytes);
      free.release();
    }
  }
}
