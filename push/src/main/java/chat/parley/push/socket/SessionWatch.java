package chat.parley.push.socket;

import chat.parley.push.gateway.ApiClient;
import chat.parley.shared.event.PersonalEvent.SessionRevoked;
import chat.parley.shared.gateway.Opening;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds for sessions that have ended: the word of it goes through Redis and
/// may be lost. The scheduler's thread asks; each socket is closed on its own loop.
///
/// Invariant: while an api answers, no socket outlives its session by more than the interval and
/// the time of a call. Looks never pile up: the next one begins after the one before has ended.
@Singleton
final class SessionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

  private final OpenSockets sockets;
  private final ApiClient api;
  private final FrameWriter writer;
  private final AtomicBoolean looking = new AtomicBoolean();

  SessionWatch(OpenSockets sockets, ApiClient api, FrameWriter writer) {
    this.sockets = sockets;
    this.api = api;
    this.writer = writer;
  }

  @Scheduled(fixedRate = "${parley.push.recheck:10s}", initialDelay = "${parley.push.recheck:10s}")
  void look() {
    if (looking.compareAndSet(false, true)) {
      CompletableFuture<?>[] asked =
          sockets.present().stream().map(this::ask).toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(asked).whenComplete((all, failure) -> looking.set(false));
    }
  }

  private CompletableFuture<?> ask(ClientSocket socket) {
    return api.ended(new Opening.Item(socket.user(), socket.session()))
        .whenComplete(
            (ended, failure) -> {
              if (failure != null) {
                LOG.debug("a session could not be looked at: {}", failure.toString());
              } else {
                ended.ifPresent(reason -> socket.loop().execute(() -> end(socket, reason)));
              }
            })
        .toCompletableFuture();
  }

  private void end(ClientSocket socket, SessionRevoked.Reason reason) {
    SessionRevoked news = new SessionRevoked(new SessionRevoked.Revocation(reason));
    socket.revoked(writer.write(news), socket.session());
    socket.flush();
  }
}
