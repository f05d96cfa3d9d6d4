package chat.parley.api.message;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import org.jspecify.annotations.Nullable;

/// A message that has no place yet.
record Draft(
    MessageId id,
    ConversationId conversation,
    UserId sender,
    String content,
    @Nullable MessageId replyTo,
    @Nullable String clientId) {}
