package chat.parley.api.receipt;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import org.jspecify.annotations.Nullable;

/// Up to where somebody has read.
sealed interface Point {

  /// Beyond the end of the conversation means its end.
  record Position(ConversationId conversation, long seq) implements Point {}

  /// @param conversation where the message has to be, `null` for wherever it is
  record AtMessage(MessageId message, @Nullable ConversationId conversation) implements Point {}
}
