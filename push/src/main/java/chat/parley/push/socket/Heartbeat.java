package chat.parley.push.socket;

import io.netty.channel.Channel;

/// Pings one socket and hangs up when it doesn't answer: a dead peer gets no close frame either.
/// Only the socket's event loop touches it.
final class Heartbeat implements HeartbeatWheel.Pinged {
  private final Channel channel;
  private final ClientSocket socket;
  private final HeartbeatWheel wheel;
  private int place;
  private boolean answered = true;

  Heartbeat(Channel channel, ClientSocket socket, HeartbeatWheel wheel) {
    this.channel = channel;
    this.socket = socket;
    this.wheel = wheel;
  }

  void start() {
    place = wheel.add(this);
  }

  @Override
  public void ping() {
    if (!socket.isOpen()) {
      stop(); // Nothing may follow a close frame.
      return;
    }
    answered = false;
    socket.confirmation().pinged();
    channel.writeAndFlush(WebSocketWire.ping(), channel.voidPromise());
  }

  @Override
  public void check() {
    if (!answered) {
      channel.close();
    }
  }

  void pong() {
    answered = true;
    socket.confirmation().confirmed();
  }

  void stop() {
    wheel.remove(this, place);
  }
}
