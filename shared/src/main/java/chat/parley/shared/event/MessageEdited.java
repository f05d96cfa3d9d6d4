package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A text was changed. The message is as it is now, also in a replay that comes after more changes.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(MessageEdited.TYPE)
public record MessageEdited(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Message data)
    implements DurableEvent {
  public static final String TYPE = "message.edited";
}
