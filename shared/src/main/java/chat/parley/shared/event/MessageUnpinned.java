package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message is pinned no more. One that is deleted is not unpinned first.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(MessageUnpinned.TYPE)
public record MessageUnpinned(
    ConversationId conversationId,
    long seq,
    Instant at,
    @Nullable UserId actorId,
    MessagePinned.Pin data)
    implements DurableEvent {
  public static final String TYPE = "message.unpinned";
}
