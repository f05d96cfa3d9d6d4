package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.FriendRequestId;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/// Something for one person's sockets; not part of any history.
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface PersonalEvent {

  /// The person became a participant. Comes before any durable event of that conversation.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("conversation.joined")
  record ConversationJoined(Conversation data) implements PersonalEvent {}

  /// The person is no participant any more, whoever brought that about.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("conversation.left")
  record ConversationLeft(Departure data) implements PersonalEvent {
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Departure(ConversationId conversationId, DepartureReason reason) {}
  }

  /// A message names the person.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("mention.created")
  record MentionCreated(Mention data) implements PersonalEvent {
    /// @param message as it is for everybody
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Mention(Message message) {}
  }

  /// Somebody wants to be the person's friend.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("friend.requested")
  record FriendRequested(Friend data) implements PersonalEvent {}

  /// The two are friends now, whoever of them had asked.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("friend.accepted")
  record FriendAccepted(Friend data) implements PersonalEvent {}

  /// There is no such request any more, for who was asked doesn't want it.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("friend.declined")
  record FriendDeclined(Friend data) implements PersonalEvent {}

  /// There is no such friendship any more, or no such request, for who had asked took it back.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("friend.removed")
  record FriendRemoved(Friend data) implements PersonalEvent {}

  /// @param user the other one of the two, as the person sees them
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Friend(User user, FriendRequestId requestId) {}

  /// The session has ended; the socket closes right after this with 4401.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonTypeName("session.revoked")
  record SessionRevoked(Revocation data) implements PersonalEvent {
    @Serdeable
    public record Revocation(Reason reason) {}

    /// Why a session ended.
    @Serdeable
    public enum Reason {
      @JsonProperty("logout")
      LOGOUT,
      @JsonProperty("logout_all")
      LOGOUT_ALL,
      @JsonProperty("revoked")
      REVOKED,
      @JsonProperty("password_changed")
      PASSWORD_CHANGED,
      @JsonProperty("suspended")
      SUSPENDED,
      @JsonProperty("deleted")
      DELETED,
      /// A refresh token came a second time, so somebody has stolen it.
      @JsonProperty("reuse")
      REUSE
    }
  }
}
