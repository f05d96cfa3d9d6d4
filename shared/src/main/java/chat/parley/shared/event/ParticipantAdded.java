package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody became a participant: the first event that their own sockets see.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(ParticipantAdded.TYPE)
public record ParticipantAdded(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Added data)
    implements DurableEvent {
  public static final String TYPE = "participant.added";

  /// @param by who let them in; themselves when they joined
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Added(User user, Conversation.Role role, @Nullable UserId by) {}
}
