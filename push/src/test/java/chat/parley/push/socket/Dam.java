package chat.parley.push.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;

/// A client that reads nothing unless it is let.
final class Dam extends ChannelOutboundHandlerAdapter {
  boolean open;

  @Override
  public void flush(ChannelHandlerContext context) {
    if (open) {
      context.flush();
    }
  }
}
