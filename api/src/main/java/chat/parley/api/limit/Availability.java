package chat.parley.api.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Redis, but waits only so long; and when it has waited in vain, lets one request in a
/// while find out whether Redis is back, and spares the others. Safe for any thread.
final class Availability {
  private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
  private static final long HERE = 0;

  private final Duration timeout;
  private final Duration pause;

  /// By [System#nanoTime], when to ask again; [#HERE] while it answers.
  private final AtomicLong askAgainAt = new AtomicLong(HERE);

  Availability(Duration timeout, Duration pause) {
    this.timeout = timeout;
    this.pause = pause;
  }

  /// @return empty when there is no answer in time
  <T> Optional<T> ask(Supplier<CompletableFuture<T>> question) {
    if (!mayAsk()) {
      return Optional.empty();
    }
    try {
      T answer = question.get().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (askAgainAt.getAndSet(HERE) != HERE) {
        LOG.info("Redis counts for the rate limits again");
      }
      return Optional.of(answer);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      if (askAgainAt.getAndSet(later()) == HERE) {
        LOG.warn("rate limits are counted by each api for itself: {}", e.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private boolean mayAsk() {
    long at = askAgainAt.get();
    // One of those who find that it is time wins; to the others it isn't yet.
    return at == HERE || (System.nanoTime() - at >= 0 && askAgainAt.compareAndSet(at, later()));
  }

  private long later() {
    long at = System.nanoTime() + pause.toNanos();
    return at == HERE ? 1 : at;
  }
}
