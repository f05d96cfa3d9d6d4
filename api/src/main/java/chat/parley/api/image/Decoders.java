package chat.parley.api.image;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that work on pictures. That keeps a core busy and takes memory, so few do it at
/// once, not those that carry everything else, and of those who wait for it there are only so
/// many.
///
/// Nothing here ends a piece of work that takes too long, for Java has no means to. What is given
/// to it has to be bounded by itself, as what [Images] does is by [Bounds].
@Singleton
public class Decoders {
  private static final int SECONDS_TO_END = 5;

  private final ThreadPoolExecutor threads;

  public Decoders(ImageSettings settings) {
    this.threads =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(settings.waiting()),
            Thread.ofPlatform().name("pictures-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// @return fails with whatever the work throws, errors among it: a hostile file may take all
  ///     the memory there is, or all of a stack. Work whose future is cancelled before its turn
  ///     isn't done.
  /// @throws RejectedExecutionException when too many wait already, or this is closed
  public <T> CompletableFuture<T> submit(Callable<T> work) {
    Piece<T> piece = new Piece<>(work, new CompletableFuture<>());
    threads.execute(piece);
    return piece.result();
  }

  private record Piece<T>(Callable<T> work, CompletableFuture<T> result) implements Runnable {
    @Override
    public void run() {
      if (result.isDone()) {
        return;
      }
      try {
        result.complete(work.call());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    }

    void reject() {
      result.completeExceptionally(new RejectedExecutionException("closed"));
    }
  }

  /// Nobody waits for ever for what will not be done any more.
  @PreDestroy
  void close() throws InterruptedException {
    for (Runnable each : threads.shutdownNow()) {
      ((Piece<?>) each).reject();
    }
    threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
  }
}
