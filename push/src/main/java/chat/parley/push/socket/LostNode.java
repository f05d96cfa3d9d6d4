package chat.parley.push.socket;

import chat.parley.push.subscription.Probe;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends clients elsewhere when nothing has come from Redis for long: perhaps another node hears
/// more. Some each second, for where nobody hears anything they all come back at once.
@Singleton
final class LostNode {
  private static final Logger LOG = LoggerFactory.getLogger(LostNode.class);
  private static final int FEWEST_AT_ONCE = 50;

  private final Probe probe;
  private final OpenSockets sockets;
  private final SocketSettings settings;

  LostNode(Probe probe, OpenSockets sockets, SocketSettings settings) {
    this.probe = probe;
    this.sockets = sockets;
    this.settings = settings;
  }

  @Scheduled(fixedDelay = "1s")
  void look() {
    if (probe.silence().compareTo(settings.lostAfter()) < 0) {
      return;
    }
    List<ClientSocket> present = sockets.present();
    long seconds = Math.max(1, settings.drainWindow().toSeconds());
    int count = (int) Math.min(present.size(), FEWEST_AT_ONCE + present.size() / seconds);
    if (count > 0) {
      LOG.warn("nothing from Redis for {}, closing {} sockets", probe.silence(), count);
    }
    present.stream()
        .limit(count)
        .forEach(socket -> socket.loop().execute(() -> socket.close(CloseReason.LOST)));
  }
}
