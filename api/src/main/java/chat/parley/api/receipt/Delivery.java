package chat.parley.api.receipt;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a report of delivery came to, for somebody who is in the conversation.
///
/// @param moved how far they are now, `null` when the report was not new or is not kept
record Delivery(ConversationId conversation, UserId user, @Nullable Moved moved) {

  record Moved(long seq, Instant at) {}
}
