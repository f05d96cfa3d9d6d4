package chat.parley.push.socket;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.core.order.Ordered;
import io.netty.util.concurrent.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends this node's clients elsewhere before it stops. Holds up the thread that stops it, while
/// everything else still works: until all sockets are gone, at the longest for the window and the
/// time that one has to let its close frame out.
@Singleton
final class Drain implements ApplicationEventListener<ShutdownEvent>, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final long BATCH_MILLIS = 100;

  private final OpenSockets sockets;
  private final SocketSettings settings;

  Drain(OpenSockets sockets, SocketSettings settings) {
    this.sockets = sockets;
    this.settings = settings;
  }

  /// After [chat.parley.shared.server.Leaving] has given notice, before
  /// [chat.parley.shared.server.Connections] ends what is connected.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @Override
  public void onApplicationEvent(ShutdownEvent event) {
    List<ClientSocket> leaving = sockets.drain();
    LOG.info("leaving: {} sockets in {}", leaving.size(), settings.drainWindow());
    for (int i = 0; i < leaving.size(); i++) {
      ClientSocket socket = leaving.get(i);
      socket
          .loop()
          .schedule(
              () -> socket.leave(reconnectDelay()),
              dueMillis(i, leaving.size(), settings.drainWindow().toMillis()),
              TimeUnit.MILLISECONDS);
    }
    await(leaving);
  }

  /// When one of so many is due: in batches of the same size, spread over the window.
  static long dueMillis(int index, int count, long windowMillis) {
    long batches = Math.max(1, windowMillis / BATCH_MILLIS);
    return index * batches / count * (windowMillis / batches);
  }

  /// Not all of a batch together, and not before the load balancer knows.
  private Duration reconnectDelay() {
    long millis = settings.reconnectDelay().toMillis();
    return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
  }

  private void await(List<ClientSocket> leaving) {
    long end = System.nanoTime() + settings.drainWindow().plus(settings.pongTimeout()).toNanos();
    for (ClientSocket socket : leaving) {
      Future<?> gone = socket.gone();
      if (!gone.awaitUninterruptibly(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        LOG.warn("a socket is still there");
      }
    }
  }
}
