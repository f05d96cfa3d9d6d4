package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/// WebSocket: frames are what they are already, or what they are compressed.
enum WebSocketWire implements Wire {
  PLAIN,
  DEFLATED;

  /// A ping without a text (RFC 6455 §5.5.2), encoded once as frames are, outside the heap.
  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeByte(0x89).writeByte(0));

  /// What is written to the channel for a ping.
  static Object ping() {
    return PING.duplicate();
  }

  @Override
  public Object encode(Frame frame) {
    return (this == DEFLATED ? frame.deflated() : frame).view();
  }

  /// Ends its own half of the connection only. The client is still heard, until it says goodbye
  /// too (RFC 6455 §7.1.1) or hangs up: whoever hangs up on a client that is still sending resets
  /// the connection, and the client may never read why.
  @Override
  public void end(Channel channel, CloseReason reason) {
    channel
        .writeAndFlush(reason.frame())
        .addListener(
            done -> {
              if (done.isSuccess() && channel instanceof DuplexChannel connection) {
                connection.shutdownOutput();
              }
            });
  }
}
