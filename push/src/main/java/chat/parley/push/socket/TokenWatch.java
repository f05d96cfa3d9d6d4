package chat.parley.push.socket;

import chat.parley.shared.auth.AccessToken;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The access token of one socket and what is due at its end. Only the socket's event loop touches
/// it.
final class TokenWatch {
  private final EventLoop loop;
  private final Clock clock;
  private final Duration notice;
  private final Runnable expiring;
  private final Runnable expired;
  private AccessToken token;
  private @Nullable Future<?> next;

  /// @param notice how long before the end `expiring` is run
  TokenWatch(
      AccessToken token,
      EventLoop loop,
      Clock clock,
      Duration notice,
      Runnable expiring,
      Runnable expired) {
    this.token = token;
    this.loop = loop;
    this.clock = clock;
    this.notice = notice;
    this.expiring = expiring;
    this.expired = expired;
  }

  AccessToken token() {
    return token;
  }

  void start() {
    schedule(this::announce, token.expiresAt().minus(notice));
  }

  void renew(AccessToken renewed) {
    stop();
    token = renewed;
    start();
  }

  private void announce() {
    schedule(expired, token.expiresAt());
    expiring.run();
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }

  private void schedule(Runnable task, Instant time) {
    long millis = Math.max(0, Duration.between(clock.instant(), time).toMillis());
    next = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
  }
}
