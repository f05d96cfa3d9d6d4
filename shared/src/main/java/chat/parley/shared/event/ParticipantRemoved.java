package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody is no participant any more: the last event that their own sockets see.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(ParticipantRemoved.TYPE)
public record ParticipantRemoved(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Removed data)
    implements DurableEvent {
  public static final String TYPE = "participant.removed";

  /// @param by who did it; themselves when they left
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Removed(UserId userId, @Nullable UserId by, DepartureReason reason) {}
}
