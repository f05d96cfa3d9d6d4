package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The conversation is gone: its last event.
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonTypeName(ConversationDeleted.TYPE)
public record ConversationDeleted(
    ConversationId conversationId, long seq, Instant at, @Nullable UserId actorId, Nothing data)
    implements DurableEvent {
  public static final String TYPE = "conversation.deleted";

  /// `{}`
  @Serdeable
  public record Nothing() {}
}
