package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The conversation has another name, description or picture, or others may find it.
///
/// @param data as it is when the event is read, without what is one reader's own
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(ConversationUpdated.TYPE)
public record ConversationUpdated(
    ConversationId conversationId,
    long seq,
    Instant at,
    @Nullable UserId actorId,
    @JsonIgnoreProperties({"peer", "me"}) Conversation data)
    implements DurableEvent {
  public static final String TYPE = "conversation.updated";
}
