package chat.parley.shared.event;

import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a message of type `system` tells.
///
/// @param subjectIds whom it happened to
/// @param value the new name, for instance
@Serdeable(naming = SnakeCaseStrategy.class)
public record SystemNote(
    Kind kind, @Nullable UserId actorId, List<UserId> subjectIds, @Nullable String value) {

  public SystemNote {
    subjectIds = List.copyOf(subjectIds);
  }

  /// What happened.
  @Serdeable
  public enum Kind {
    @JsonProperty("conversation_created")
    CONVERSATION_CREATED,
    @JsonProperty("conversation_renamed")
    CONVERSATION_RENAMED,
    @JsonProperty("description_changed")
    DESCRIPTION_CHANGED,
    @JsonProperty("avatar_changed")
    AVATAR_CHANGED,
    @JsonProperty("participant_added")
    PARTICIPANT_ADDED,
    @JsonProperty("participant_joined")
    PARTICIPANT_JOINED,
    @JsonProperty("participant_left")
    PARTICIPANT_LEFT,
    @JsonProperty("participant_removed")
    PARTICIPANT_REMOVED,
    @JsonProperty("role_changed")
    ROLE_CHANGED,
    /// `value` is its id.
    @JsonProperty("message_pinned")
    MESSAGE_PINNED
  }
}
