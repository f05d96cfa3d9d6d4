package chat.parley.push.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Pings one socket and hangs up when it doesn't answer: a dead peer gets no close frame either.
/// Only the socket's event loop touches it.
final class Heartbeat {
  private final Channel channel;
  private final ClientSocket socket;
  private final long everyMillis;
  private final long timeoutMillis;
  private @Nullable Future<?> next;
  private boolean answered = true;

  Heartbeat(Channel channel, ClientSocket socket, SocketSettings settings) {
    this.channel = channel;
    this.socket = socket;
    this.everyMillis = settings.heartbeat().toMillis();
    this.timeoutMillis = settings.pongTimeout().toMillis();
  }

  /// The first ping comes after a random part of the interval: sockets that opened together would
  /// else be pinged together for ever.
  void start() {
    schedule(this::ping, ThreadLocalRandom.current().nextLong(1, everyMillis + 1));
  }

  private void ping() {
    if (!socket.isOpen()) {
      return; // Nothing may follow a close frame.
    }
    answered = false;
    socket.confirmation().pinged();
    channel.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
    schedule(this::check, timeoutMillis);
  }

  private void check() {
    if (answered) {
      schedule(this::ping, Math.max(1, everyMillis - timeoutMillis));
    } else {
      channel.close();
    }
  }

  void pong() {
    answered = true;
    socket.confirmation().confirmed();
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }

  private void schedule(Runnable task, long millis) {
    next = channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }
}
