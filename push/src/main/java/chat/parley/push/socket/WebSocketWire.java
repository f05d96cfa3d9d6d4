package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// WebSocket: frames are what they are already.
enum WebSocketWire implements Wire {
  ALL;

  @Override
  public Object encode(Frame frame) {
    return frame.view();
  }

  @Override
  public ChannelFuture end(Channel channel, CloseReason reason) {
    return channel.writeAndFlush(reason.frame());
  }
}
