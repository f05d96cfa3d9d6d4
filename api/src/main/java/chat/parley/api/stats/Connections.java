package chat.parley.api.stats;

import chat.parley.shared.redis.SocketCounts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// How many sockets there are on all push nodes.
@Singleton
class Connections {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final SocketCounts sockets;

  Connections(SocketCounts sockets) {
    this.sockets = sockets;
  }

  /// @return `null` while Redis doesn't answer
  @Nullable Long count() {
    try {
      return sockets.sum().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
