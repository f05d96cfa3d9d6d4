package chat.parley.push.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Counts each frame as it comes from the network, parts of a message and pings too, and closes the
/// socket of who sends too many. Stands before anything that works on a frame. On the socket's
/// event loop.
final class FrameRate extends ChannelInboundHandlerAdapter {
  private final ClientSocket socket;
  private final TokenBucket bucket;

  FrameRate(ClientSocket socket, SocketLimits limits) {
    this.socket = socket;
    this.bucket = new TokenBucket(limits.framesPerSecond(), limits.frameBurst(), System.nanoTime());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean isCounted =
        message instanceof WebSocketFrame && !(message instanceof CloseWebSocketFrame);
    if (isCounted && !bucket.take(System.nanoTime())) {
      ReferenceCountUtil.release(message);
      socket.close(CloseReason.TOO_MANY_FRAMES);
    } else {
      context.fireChannelRead(message);
    }
  }
}
