package chat.parley.api.participant;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a change of somebody's membership depends on.
///
/// @param participants how many there are
/// @param actor the role of who wants the change, `null` for an outsider
/// @param subject the role of whom it is about, `null` for an outsider
/// @param isBanned whether the subject is kept out
/// @param isKnown whether the subject has an account
record Circumstances(
    Conversation.Type type,
    Conversation.Visibility visibility,
    int participants,
    Conversation.@Nullable Role actor,
    Conversation.@Nullable Role subject,
    boolean isBanned,
    boolean isKnown) {

  boolean isDirect() {
    return type == Conversation.Type.DIRECT;
  }

  boolean isPublic() {
    return visibility == Conversation.Visibility.PUBLIC;
  }

  /// Why the actor may not do what admins do; empty when they may.
  Optional<MembershipResult> refusalOfAdmin() {
    if (actor == null) {
      return Optional.of(new MembershipResult.Absent());
    }
    if (isDirect()) {
      return Optional.of(new MembershipResult.OfTwo());
    }
    return actor == Conversation.Role.MEMBER
        ? Optional.of(new MembershipResult.NotAnAdmin())
        : Optional.empty();
  }

  /// Nobody has power over somebody of their own or of a higher role.
  boolean isOutranked() {
    return actor != null && subject != null && rank(actor) > rank(subject);
  }

  private static int rank(Conversation.Role role) {
    return switch (role) {
      case OWNER -> 2;
      case ADMIN -> 1;
      case MEMBER -> 0;
    };
  }

  /// @param isParticipant whether they are in the conversation already
  /// @param isBanned whether they are kept out of it
  /// @param hasBlocked whether they have blocked who wants to add them
  record Newcomer(UserId user, boolean isParticipant, boolean isBanned, boolean hasBlocked) {}
}
