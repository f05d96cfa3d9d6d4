package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.event.PersonalEvent.SessionRevoked;
import chat.parley.shared.gateway.Opening;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds for sessions that have ended: the word of it goes through Redis and
/// may be lost. The scheduler's thread asks; each socket is closed on its own loop.
///
/// Invariant: while an api answers, no socket outlives its session by more than the interval and
/// the time of a call. A call that failed is made again soon, not when the next look is due.
@Singleton
final class SessionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

  private static final long AGAIN_MILLIS = 2_000;

  private final OpenSockets sockets;
  private final ApiClient api;
  private final FrameWriter writer;

  SessionWatch(OpenSockets sockets, ApiClient api, FrameWriter writer) {
    this.sockets = sockets;
    this.api = api;
    this.writer = writer;
  }

  @Scheduled(fixedRate = "${parley.push.recheck:20s}", initialDelay = "${parley.push.recheck:20s}")
  void look() {
    sockets.present().forEach(this::ask);
  }

  private void ask(ClientSocket socket) {
    api.ended(new Opening.Item(socket.user(), socket.session()))
        .whenComplete(
            (ended, failure) -> {
              if (failure != null) {
                LOG.debug("a session could not be looked at: {}", failure.toString());
                askAgain(socket);
              } else {
                ended.ifPresent(reason -> socket.loop().execute(() -> end(socket, reason)));
              }
            });
  }

  private void askAgain(ClientSocket socket) {
    socket
        .loop()
        .schedule(
            () -> {
              if (socket.isOpen()) {
                ask(socket);
              }
            },
            AGAIN_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void end(ClientSocket socket, SessionRevoked.Reason reason) {
    SessionRevoked news = new SessionRevoked(new SessionRevoked.Revocation(reason));
    socket.revoked(writer.write(news), socket.session());
    socket.flush();
  }
}
