package chat.parley.shared.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelId;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Connections on which nothing has been asked yet. What their clients ask is on its way, most
/// likely: a client connects because it has something to say, and if it is then hung up on, it
/// can't know whether that was heard. One whose connection stands idle after an answer knows that
/// this may happen (RFC 9112 §9.6).
///
/// Any thread.
final class FreshConnections {
  private final Map<ChannelId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

  /// Notes all that are accepted, on the listener's own event loop: when the listener is closed,
  /// no accepted one is missing here.
  ChannelHandler atListener() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (accepted instanceof Channel connection) {
          waiting.put(connection.id(), new CompletableFuture<>());
          connection.closeFuture().addListener(closed -> asked(connection));
        }
        context.fireChannelRead(accepted);
      }
    };
  }

  /// It has asked for something, or never will.
  void asked(Channel connection) {
    CompletableFuture<Void> first = waiting.remove(connection.id());
    if (first != null) {
      first.complete(null);
    }
  }

  /// Returns when all those of now have asked, at the latest after so long.
  void await(Duration longest) {
    CompletableFuture.allOf(waiting.values().toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, longest.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }
}
