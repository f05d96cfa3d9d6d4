package chat.parley.api.message;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that has no place yet.
///
/// @param type what it is to be, `null` for what comes of its files
/// @param content `null` only with files
/// @param attachments the files, in their order
record Draft(
    MessageId id,
    ConversationId conversation,
    UserId sender,
    Message.@Nullable Type type,
    @Nullable String content,
    List<MediaId> attachments,
    @Nullable MessageId replyTo,
    @Nullable String clientId) {

  Draft {
    attachments = List.copyOf(attachments);
  }
}
