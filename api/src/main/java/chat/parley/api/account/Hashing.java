package chat.parley.api.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The threads on which passwords are hashed, and the queue before them: both bounded, so a storm
/// of logins costs its own callers time and nobody else memory or cores. Any thread may call it;
/// a virtual one waits for nothing but its turn.
///
/// First come, first served: whoever has given up is passed over without being hashed.
@Singleton
class Hashing {
  private final ThreadPoolExecutor threads;
  private final PasswordSettings settings;
  private final Counter refused;

  Hashing(PasswordSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.refused = meters.counter("parley.passwords.refused");
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waiting()),
            Thread.ofPlatform().daemon().name("hashing-", 0).factory());
    meters.gauge("parley.passwords.waiting", threads.getQueue(), queue -> queue.size());
  }

  /// @throws HashingBusyException when the queue is full or the patience over
  <T> T inTurn(Callable<T> work) {
    Future<T> turn;
    try {
      turn = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return turn.get(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | CancellationException e) {
      throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    } finally {
      turn.cancel(false);
    }
  }

  private HashingBusyException busy() {
    refused.increment();
    return new HashingBusyException();
  }

  /// Whoever still waits is told to come again, to another api.
  @PreDestroy
  void close() {
    threads
        .shutdownNow()
        .forEach(
            waiting -> {
              if (waiting instanceof Future<?> turn) {
                turn.cancel(false);
              }
            });
  }
}
