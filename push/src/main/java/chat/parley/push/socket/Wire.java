package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// How what a node says becomes bytes for one client. Only the client's event loop touches it.
interface Wire {
  /// What is written to the channel for a frame.
  Object encode(Frame frame);

  /// Says why, as the last thing; the caller hangs up when it is done.
  ChannelFuture end(Channel channel, CloseReason reason);
}
