package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody took an emoji back, or an admin did.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(ReactionRemoved.TYPE)
public record ReactionRemoved(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Reacted data)
    implements DurableEvent {
  public static final String TYPE = "reaction.removed";
}
