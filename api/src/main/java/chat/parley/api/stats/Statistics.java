package chat.parley.api.stats;

import chat.parley.api.system.Remembered;
import chat.parley.shared.redis.SocketCounts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// How much of everything there is.
@Singleton
class Statistics {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final SocketCounts sockets;
  private final Remembered<Figures> figures;
  private final Remembered<Rows.More> more;

  Statistics(CountRepository counts, SocketCounts sockets, StatsSettings settings) {
    this.sockets = sockets;
    this.figures = new Remembered<>(() -> figures(counts.rows()), settings.refresh());
    this.more = new Remembered<>(counts::more, settings.refresh());
  }

  Figures figures() {
    return figures.get();
  }

  AdminFigures forAdmins() {
    return AdminFigures.of(figures.get(), more.get());
  }

  private Figures figures(Rows rows) {
    return new Figures(
        rows.users(), rows.online(), rows.conversations(), rows.messages(), connections());
  }

  private @Nullable Long connections() {
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
