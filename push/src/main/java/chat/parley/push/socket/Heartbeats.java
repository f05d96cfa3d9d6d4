package chat.parley.push.socket;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The heartbeats of this node's WebSockets. Safe for any thread.
@Singleton
final class Heartbeats {
  private final SocketSettings settings;
  private final Map<EventLoop, HeartbeatWheel> wheels = new ConcurrentHashMap<>();

  Heartbeats(SocketSettings settings) {
    this.settings = settings;
  }

  /// Not started yet.
  Heartbeat of(ClientSocket socket, Channel channel) {
    return new Heartbeat(channel, socket, wheels.computeIfAbsent(socket.loop(), this::wheel));
  }

  private HeartbeatWheel wheel(EventLoop loop) {
    return new HeartbeatWheel(loop, settings.heartbeat(), settings.pongTimeout());
  }
}
