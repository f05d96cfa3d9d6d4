package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody has another role, or was muted, or may speak again.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(ParticipantUpdated.TYPE)
public record ParticipantUpdated(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Updated data)
    implements DurableEvent {
  public static final String TYPE = "participant.updated";

  /// How it was after the event.
  ///
  /// @param mutedUntil `null` for who may speak
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Updated(UserId userId, Conversation.Role role, @Nullable Instant mutedUntil) {}
}
