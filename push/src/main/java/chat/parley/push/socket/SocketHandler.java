package chat.parley.push.socket;

import chat.parley.push.command.CommandQueue;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last handler of an open socket's pipeline: what the client sends.
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

  private final ClientSocket socket;
  private final Commands commands;
  private final Heartbeat heartbeat;
  private int unknownTypes;

  /// Made for the first command: many clients only listen.
  private @Nullable CommandQueue queue;

  SocketHandler(ClientSocket socket, Commands commands, Heartbeat heartbeat) {
    this.socket = socket;
    this.commands = commands;
    this.heartbeat = heartbeat;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (!socket.isOpen()) {
      // Told to go: what it still says is not heard, but its goodbye is.
      if (frame instanceof CloseWebSocketFrame) {
        context.close();
      }
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> take(commands.take(socket, queue(), text.content()));
      case PongWebSocketFrame pong -> heartbeat.pong();
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case CloseWebSocketFrame close -> {
        socket.release();
        context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      }
      case BinaryWebSocketFrame binary -> socket.close(CloseReason.PROTOCOL_BROKEN);
      default -> socket.close(CloseReason.PROTOCOL_BROKEN);
    }
  }

  private CommandQueue queue() {
    if (queue == null) {
      queue = commands.queue(socket);
    }
    return queue;
  }

  private void take(Commands.Taken taken) {
    switch (taken) {
      case ANSWERED -> {}
      case UNREADABLE -> socket.close(CloseReason.PROTOCOL_BROKEN);
      case UNKNOWN_TYPE -> {
        unknownTypes++;
        if (unknownTypes > 1) {
          socket.close(CloseReason.PROTOCOL_BROKEN);
        }
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      socket.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    heartbeat.stop();
    socket.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case TooLongFrameException tooLong -> socket.close(CloseReason.FRAME_TOO_LARGE);
      case WebSocketHandshakeException broken -> socket.close(CloseReason.PROTOCOL_BROKEN);
      case IOException gone -> context.close();
      default -> {
        LOG.warn("socket failed: {}", cause.toString());
        context.close();
      }
    }
  }
}
