package chat.parley.shared.pubsub;

import chat.parley.shared.redis.Backoff;
import chat.parley.shared.redis.Layout;
import chat.parley.shared.redis.Topology;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out which server has which part of the channels, as often as somebody has a reason to
/// ask, but one look at a time, and with pauses between those that follow each other closely. On
/// the executor's thread alone.
final class Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Topology topology;
  private final EventExecutor executor;
  private final Seer seer;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new SplittableRandom());
  private boolean looking;
  private boolean lookAgain;
  private long lookedAt = System.nanoTime() - 2 * LONGEST_PAUSE.toNanos();
  private boolean closed;

  Lookout(Topology topology, EventExecutor executor, Seer seer) {
    this.topology = topology;
    this.executor = executor;
    this.seer = seer;
  }

  /// A reason that comes up while a look is under way may not be in its answer: then another one
  /// follows.
  void look() {
    if (looking || closed) {
      lookAgain = true;
      return;
    }
    looking = true;
    lookAgain = false;
    long since = System.nanoTime() - lookedAt;
    if (since > 2 * LONGEST_PAUSE.toNanos()) {
      pauses.reset();
      ask();
    } else {
      executor.schedule(this::ask, pauses.next().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void ask() {
    topology
        .refresh()
        .whenComplete(
            (layout, failure) -> {
              if (!executor.isShuttingDown()) {
                executor.execute(() -> looked(layout, failure));
              }
            });
  }

  private void looked(@Nullable Layout layout, @Nullable Throwable failure) {
    looking = false;
    lookedAt = System.nanoTime();
    if (layout == null) {
      LOG.debug("nobody says where anything is: {}", String.valueOf(failure));
    }
    boolean tooLittle = seer.looked(layout);
    if (lookAgain || layout == null || tooLittle) {
      look();
    }
  }

  void close() {
    closed = true;
  }

  /// Whoever wants to know.
  interface Seer {
    /// @param layout null when nobody could say
    /// @return whether another look is needed
    boolean looked(@Nullable Layout layout);
  }
}
