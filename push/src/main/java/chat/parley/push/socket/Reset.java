package chat.parley.push.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/// The end of a connection whose other side takes nothing any more. What was written to it is
/// thrown away: an ordinary close would leave it in the kernel, which keeps trying for minutes,
/// and a thousand such connections take the memory that all others need.
final class Reset {
  private Reset() {}

  /// On the channel's event loop.
  static void now(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.close();
    }
  }
}
