package chat.parley.api.invite;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an invite leads to, for who has the code and may be nobody yet.
///
/// @param expiresAt `null` for never
@Serdeable(naming = SnakeCaseStrategy.class)
record InvitePreview(String code, @Nullable Instant expiresAt, Invited conversation) {

  /// As much of the conversation as one sees before going in.
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Invited(
      ConversationId id,
      Conversation.Type type,
      @Nullable String name,
      @Nullable String description,
      @Nullable String avatarUrl,
      int participantCount) {}
}
