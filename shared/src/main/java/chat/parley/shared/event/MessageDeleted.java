package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message was deleted for everybody; its place stays.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(MessageDeleted.TYPE)
public record MessageDeleted(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Deleted data)
    implements DurableEvent {
  public static final String TYPE = "message.deleted";

  /// Which message.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Deleted(MessageId messageId) {}
}
