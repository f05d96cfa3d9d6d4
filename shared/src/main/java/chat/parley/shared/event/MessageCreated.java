package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody wrote, or the system did.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(MessageCreated.TYPE)
public record MessageCreated(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Message data)
    implements DurableEvent {
  public static final String TYPE = "message.created";
}
