package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.event.PersonalEvent.SessionRevoked;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.id.SessionId;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds which sessions have ended: the word of it goes through Redis and may
/// be lost. The scheduler's thread asks; each socket is closed on its own loop.
///
/// Invariant: while an api answers, no socket outlives its session by more than the interval and
/// the time of a call. Each look goes back to before the last one that was answered, so what a
/// socket missed that was just opening is in the next. Looks never pile up: the next one begins
/// after the one before has ended.
@Singleton
final class SessionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

  private final OpenSockets sockets;
  private final ApiClient api;
  private final FrameWriter writer;
  private final AtomicBoolean looking = new AtomicBoolean();

  /// When the last look that was answered began, or nobody was here.
  private volatile long answered = System.nanoTime();

  SessionWatch(OpenSockets sockets, ApiClient api, FrameWriter writer) {
    this.sockets = sockets;
    this.api = api;
    this.writer = writer;
  }

  @Scheduled(fixedRate = "${parley.push.recheck:10s}", initialDelay = "${parley.push.recheck:10s}")
  void look() {
    long now = System.nanoTime();
    if (sockets.count() == 0) {
      // Whoever comes from now on is checked when they open; and while nobody is here, an api that
      // scales to zero may sleep.
      answered = now;
    } else if (looking.compareAndSet(false, true)) {
      api.ended(Duration.ofNanos(now - answered).plus(Recheck.OVERLAP))
          .whenComplete(
              (ended, failure) -> {
                // First of all: whatever becomes of this look, there is a next one.
                looking.set(false);
                if (failure == null) {
                  answered = now;
                  end(ended);
                } else {
                  LOG.debug("ended sessions can't be asked for: {}", failure.toString());
                }
              });
    }
  }

  private void end(Map<SessionId, SessionRevoked.Reason> ended) {
    if (ended.isEmpty()) {
      return;
    }
    for (ClientSocket socket : sockets.present()) {
      SessionRevoked.Reason reason = ended.get(socket.session());
      if (reason != null) {
        socket.loop().execute(() -> end(socket, reason));
      }
    }
  }

  private void end(ClientSocket socket, SessionRevoked.Reason reason) {
    SessionRevoked news = new SessionRevoked(new SessionRevoked.Revocation(reason));
    socket.revoked(writer.write(news), socket.session());
    socket.flush();
  }
}
