package chat.parley.api.participant;

import chat.parley.api.conversation.MembershipChanges;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What only the owner and the admins of a conversation do.
@Singleton
class AdminChanges {
  private final MembershipChanges changes;
  private final MembershipRepository memberships;

  AdminChanges(MembershipChanges changes, MembershipRepository memberships) {
    this.changes = changes;
    this.memberships = memberships;
  }

  /// @param subject whom it is about
  /// @param change called only where the actor may do it
  MembershipResult make(
      ConversationId conversation,
      UserId actor,
      UserId subject,
      Function<Circumstances, Change<MembershipResult>> change) {
    return changes.make(
        conversation,
        () -> {
          Optional<Circumstances> now = memberships.circumstances(conversation, actor, subject);
          return refusal(now).map(Change::none).orElseGet(() -> change.apply(now.orElseThrow()));
        });
  }

  /// Whether the user is one who might.
  MembershipResult may(ConversationId conversation, UserId user) {
    return refusal(memberships.circumstances(conversation, user, user))
        .orElseGet(() -> new MembershipResult.Done(List.of()));
  }

  private static Optional<MembershipResult> refusal(Optional<Circumstances> now) {
    return now.isEmpty() ? Optional.of(new MembershipResult.Absent()) : now.get().refusalOfAdmin();
  }
}
