package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/// WebSocket: frames are what they are already.
enum WebSocketWire implements Wire {
  ALL;

  @Override
  public Object encode(Frame frame) {
    return frame.view();
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
