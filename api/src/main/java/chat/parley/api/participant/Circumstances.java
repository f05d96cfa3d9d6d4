package chat.parley.api.participant;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.api.role.Ruling;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a change of somebody's membership depends on.
///
/// @param participants how many there are
/// @param actor the role in effect of who wants the change, `null` for an outsider
/// @param subject that of whom it is about, `null` for an outsider
/// @param mutedUntil until when the subject is muted, or was
/// @param isBanned whether the subject is kept out
/// @param isKnown whether the subject has an account
record Circumstances(
    Conversation.Type type,
    Conversation.Visibility visibility,
    boolean isLobby,
    int participants,
    Conversation.@Nullable Role actor,
    Conversation.@Nullable Role subject,
    @Nullable Instant mutedUntil,
    boolean isBanned,
    boolean isKnown) {

  boolean isDirect() {
    return type == Conversation.Type.DIRECT;
  }

  boolean isPublic() {
    return visibility == Conversation.Visibility.PUBLIC;
  }

  /// Whether the actor may do it, to the subject if it is done to somebody.
  Ruling ruling(Deed deed) {
    return Policy.rule(deed, type, actor, subject);
  }

  /// @param isParticipant whether they are in the conversation already
  /// @param isBanned whether they are kept out of it
  /// @param hasBlocked whether they have blocked who wants to add them
  record Newcomer(UserId user, boolean isParticipant, boolean isBanned, boolean hasBlocked) {}
}
