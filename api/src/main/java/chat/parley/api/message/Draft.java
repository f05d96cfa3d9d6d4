package chat.parley.api.message;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that has no place yet.
///
/// @param type what it is to be, `null` for what comes of its files
/// @param content `null` only with files
/// @param terms the words of its text as they are stored. Here, and not where it is written: what
///     is worked out there is waited for by all who write together
/// @param attachments the files, in their order
/// @param cause the span of the request, which another thread may write for
record Draft(
    MessageId id,
    ConversationId conversation,
    UserId sender,
    Message.@Nullable Type type,
    @Nullable String content,
    String terms,
    List<MediaId> attachments,
    @Nullable MessageId replyTo,
    @Nullable String clientId,
    SpanContext cause) {

  Draft {
    attachments = List.copyOf(attachments);
  }

  /// What in its text may name somebody.
  Names names() {
    return Names.in(content);
  }

  /// It answers something, or may name somebody.
  boolean isRelated() {
    return replyTo != null || !names().names().isEmpty();
  }

  /// It has to do with nothing but its conversation.
  boolean isPlain() {
    return attachments.isEmpty() && !isRelated();
  }
}
