package chat.parley.api.outbox;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;

/// An event that waits to be published, by reference: what it says is looked up when it goes.
public sealed interface OutboxRow {
  OutboxId id();

  ConversationId conversation();

  long seq();

  /// @param seq which event of the conversation's log
  record Durable(OutboxId id, ConversationId conversation, long seq) implements OutboxRow {}

  /// @param seq the user's sockets follow the conversation after it
  record Joined(OutboxId id, ConversationId conversation, long seq, UserId user)
      implements OutboxRow {}

  /// @param seq the event that ended the user's membership
  record Left(OutboxId id, ConversationId conversation, long seq, UserId user)
      implements OutboxRow {}

  /// @param seq the event that has the message, as it was sent or edited
  record Mentioned(OutboxId id, ConversationId conversation, long seq, UserId user)
      implements OutboxRow {}
}
