package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A change of a conversation's history. Numbered per conversation from 1, without holes, in the
/// order of the commits.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface DurableEvent
    permits MessageCreated,
        MessageEdited,
        MessageDeleted,
        MessagePinned,
        MessageUnpinned,
        ReactionAdded,
        ReactionRemoved,
        ParticipantAdded,
        ParticipantRemoved,
        ParticipantUpdated,
        ConversationUpdated,
        ConversationDeleted {
  ConversationId conversationId();

  long seq();

  Instant at();

  /// Who caused it; `null` when the system did.
  @Nullable UserId actorId();
}
