package chat.parley.shared.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Knows which server has what, and looks again when it is asked to. Any thread.
public abstract class Topology {
  private static final long LONGEST_LOOK_SECONDS = 10;

  private final Shards shards;
  private final AtomicReference<Layout> layout;
  private final AtomicReference<@Nullable CompletableFuture<Layout>> looking =
      new AtomicReference<>();
  private final AtomicInteger moves = new AtomicInteger();

  Topology(Shards shards) {
    this.shards = shards;
    this.layout = new AtomicReference<>(Layout.unknown(shards.count()));
  }

  public final Shards shards() {
    return shards;
  }

  /// As it was at the last look.
  public final Layout now() {
    return layout.get();
  }

  /// How often something has been found to be somewhere else than before. What was written just
  /// before that may be lost, for replicas are behind.
  public final int moves() {
    return moves.get();
  }

  /// Whether anything can ever be somewhere else.
  public abstract boolean canMove();

  /// Looks, or waits for a look that is under way. Never blocks; fails when nobody answers, and
  /// then what was known before stands.
  public final CompletableFuture<Layout> refresh() {
    CompletableFuture<Layout> next = new CompletableFuture<>();
    CompletableFuture<Layout> present = looking.compareAndExchange(null, next);
    if (present != null) {
      return present;
    }
    ask()
        .toCompletableFuture()
        .orTimeout(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS)
        .whenComplete((found, failure) -> looked(next, found, failure));
    return next;
  }

  private void looked(
      CompletableFuture<Layout> next, @Nullable Layout found, @Nullable Throwable failure) {
    if (found != null) {
      Layout before = layout.get();
      Layout now = found.over(before);
      if (now.contradicts(before)) {
        moves.incrementAndGet();
      }
      layout.set(now);
    }
    looking.set(null);
    if (failure == null) {
      next.complete(layout.get());
    } else {
      next.completeExceptionally(failure);
    }
  }

  private CompletionStage<Layout> ask() {
    try {
      return look();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  abstract CompletionStage<Layout> look();
}
