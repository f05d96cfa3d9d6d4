package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conversation as one person sees it.
///
/// @param lastSeq the position of the last durable event, 0 before the first
/// @param peer the other side of a direct conversation
/// @param me the reader's own part, `null` for who is not in it
@Serdeable(naming = SnakeCaseStrategy.class)
public record Conversation(
    ConversationId id,
    Type type,
    Visibility visibility,
    @Nullable String name,
    @Nullable String description,
    @Nullable String avatarUrl,
    UserId createdBy,
    Instant createdAt,
    Instant updatedAt,
    Instant lastActivityAt,
    long lastSeq,
    int participantCount,
    @Nullable Message lastMessage,
    @Nullable User peer,
    @Nullable Membership me) {

  /// Who may write, and how many are in it.
  @Serdeable
  public enum Type {
    /// Two people, unique per pair.
    @JsonProperty("direct")
    DIRECT,
    /// Everybody in it writes.
    @JsonProperty("group")
    GROUP,
    /// The owner and admins write, the others read.
    @JsonProperty("channel")
    CHANNEL
  }

  /// Who may find and join it.
  @Serdeable
  public enum Visibility {
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("public")
    PUBLIC
  }

  /// What someone may do in it.
  @Serdeable
  public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("member")
    MEMBER
  }

  /// Which of its messages a participant wants to be told of.
  @Serdeable
  public enum Notifications {
    @JsonProperty("all")
    ALL,
    @JsonProperty("mentions")
    MENTIONS,
    @JsonProperty("none")
    NONE
  }

  /// The reader's own part in it.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Membership(
      Role role,
      Instant joinedAt,
      @Nullable Instant mutedUntil,
      Notifications notifications,
      boolean archived,
      boolean pinned,
      long lastReadSeq,
      long lastDeliveredSeq,
      int unreadCount,
      int mentionCount) {}
}
