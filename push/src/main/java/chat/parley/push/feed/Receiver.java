package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import io.netty.channel.EventLoop;

/// A socket, as feeds see it. All but [#loop] is called on its event loop.
public interface Receiver {
  EventLoop loop();

  /// Takes a durable event for writing; [#flush] follows soon.
  void receive(Frame event);

  /// Takes what concerns its user for writing; [#flush] follows soon.
  void personal(Frame news);

  /// Takes what may be lost: written if that is possible now; [#flush] follows soon.
  void ephemeral(Frame passing);

  /// Takes the news that its user is in a conversation now, whose events after `from` are to
  /// follow.
  void joined(Frame news, ConversationId conversation, long from);

  void flush();
}
