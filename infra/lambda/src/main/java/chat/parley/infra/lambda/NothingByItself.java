package chat.parley.infra.lambda;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.ScheduledExecutorTaskScheduler;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Takes what is to be done later, and never does it: in a process that may stand still at any
/// moment, and did so in the middle of a transaction, it would hold its locks for as long. All of
/// it is done by the [Keeper].
@Primary
@Singleton
@Named(TaskExecutors.SCHEDULED)
@Replaces(ScheduledExecutorTaskScheduler.class)
@Requires(env = ApiFunction.ENVIRONMENT)
class NothingByItself implements TaskScheduler {
  @Override
  public ScheduledFuture<?> schedule(String cron, Runnable task) {
    return new Never<>();
  }

  @Override
  public <V> ScheduledFuture<V> schedule(String cron, Callable<V> task) {
    return new Never<>();
  }

  @Override
  public ScheduledFuture<?> schedule(Duration delay, Runnable task) {
    return new Never<>();
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Duration delay, Callable<V> task) {
    return new Never<>();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      @Nullable Duration initialDelay, Duration period, Runnable task) {
    return new Never<>();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      @Nullable Duration initialDelay, Duration delay, Runnable task) {
    return new Never<>();
  }

  /// Ends by being cancelled, and in no other way.
  private static final class Never<V> implements ScheduledFuture<V> {
    private final CompletableFuture<V> never = new CompletableFuture<>();

    @Override
    public long getDelay(TimeUnit unit) {
      return Long.MAX_VALUE;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return never.cancel(false);
    }

    @Override
    public boolean isCancelled() {
      return never.isCancelled();
    }

    @Override
    public boolean isDone() {
      return never.isDone();
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
      return never.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      return never.get(timeout, unit);
    }
  }
}
