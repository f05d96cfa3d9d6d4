package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/// What is true for a moment and may be missed.
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface EphemeralEvent {

  /// Somebody writes, until they stop or until `expiresAt`, whichever comes first.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("typing.started")
  record TypingStarted(Typing data) implements EphemeralEvent {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Typing(
        ConversationId conversationId, UserId userId, String username, Instant expiresAt) {}
  }

  /// Somebody writes no more, or hasn't said so for too long.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("typing.stopped")
  record TypingStopped(Typist data) implements EphemeralEvent {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Typist(ConversationId conversationId, UserId userId, String username) {}
  }
}
