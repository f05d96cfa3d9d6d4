package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message was pinned.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(MessagePinned.TYPE)
public record MessagePinned(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Pin data)
    implements DurableEvent {
  public static final String TYPE = "message.pinned";

  /// Which message.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Pin(MessageId messageId) {}
}
