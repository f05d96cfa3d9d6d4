package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import io.netty.channel.Channel;

/// How what a node says becomes bytes for one client. Only the client's event loop touches it.
interface Wire {
  /// What is written to the channel for a frame.
  Object encode(Frame frame);

  /// Says why, as the last thing, and hangs up once the client has heard it. The caller does it
  /// later for a client that hears nothing.
  void end(Channel channel, CloseReason reason);
}
