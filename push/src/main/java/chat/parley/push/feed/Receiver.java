package chat.parley.push.feed;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/// A socket, as feeds see it. All but [#loop] and [#user] is called on its event loop.
public interface Receiver {
  EventLoop loop();

  /// Whose socket it is.
  UserId user();

  /// Takes a durable event for writing, or several that follow each other, joined; [#flush] follows
  /// soon.
  ///
  /// @param seq of the last one
  void receive(ConversationId conversation, long seq, Frame events);

  /// Takes what concerns its user for writing; [#flush] follows soon.
  ///
  /// @param about the conversation that it is about, `null` for none
  void personal(Frame news, @Nullable ConversationId about);

  /// Takes how something in a conversation is now, for writing; [#flush] follows soon.
  void state(Frame news);

  /// Takes what may be lost: written if that is possible now; [#flush] follows soon.
  void ephemeral(Frame passing);

  /// Takes the news that its user is in a conversation now, whose events after `from` are to
  /// follow.
  void joined(Frame news, ConversationId conversation, long from);

  /// Takes note that the event handed over last, at `seq`, was the conversation's last for its
  /// user: nothing more comes of it.
  void left(ConversationId conversation, long seq);

  /// Takes the news that a session of its user's has ended: the end of this socket if it is its
  /// own.
  void revoked(Frame news, SessionId session);

  /// Takes note that something meant for its user may have been lost.
  void doubtful();

  /// Notes that [#flush] is to follow.
  ///
  /// @return whether that is news
  boolean awaitFlush();

  void flush();
}
