package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How something is now; the newest counts and no history keeps it.
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StateEvent {

  /// Somebody came, went, or said something else about themselves.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("presence.changed")
  record PresenceChanged(Presence data) implements StateEvent {

    /// As others see it, like the same members of [User].
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Presence(
        UserId userId,
        String username,
        User.Status status,
        @Nullable String statusText,
        @Nullable Instant lastSeenAt) {}
  }

  /// Somebody is called something else, or looks otherwise.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("user.updated")
  record UserUpdated(User data) implements StateEvent {}

  /// Somebody has read up to a position.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("receipt.read")
  record ReceiptRead(Receipt data) implements StateEvent {}

  /// A device of somebody's has what happened up to a position.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("receipt.delivered")
  record ReceiptDelivered(Receipt data) implements StateEvent {}

  /// How far somebody is in a conversation; it never goes back, so the highest `seq` is the
  /// newest.
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Receipt(ConversationId conversationId, UserId userId, long seq, Instant at) {}

  /// Something that the user did changed how much is unread, for their other devices.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("unread.changed")
  record UnreadChanged(Unread data) implements StateEvent {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Unread(ConversationId conversationId, long unreadCount, long mentionCount) {}
  }

  /// How the user wants to have a conversation, set by one of their devices for all.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("conversation.settings")
  record ConversationSettings(Settings data) implements StateEvent {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Settings(
        ConversationId conversationId,
        Conversation.Notifications notifications,
        boolean archived,
        boolean pinned) {}
  }
}
