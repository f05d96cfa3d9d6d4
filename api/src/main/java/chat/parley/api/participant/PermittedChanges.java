package chat.parley.api.participant;

import chat.parley.api.conversation.MembershipChanges;
import chat.parley.api.conversation.MembershipChanges.Change;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Ruling;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/// What not everybody may do to somebody: what it depends on is read under the lock of
/// [MembershipChanges], then the policy decides, then it is done.
@Singleton
class PermittedChanges {
  private final MembershipChanges changes;
  private final MembershipRepository memberships;

  PermittedChanges(MembershipChanges changes, MembershipRepository memberships) {
    this.changes = changes;
    this.memberships = memberships;
  }

  /// @param subject whom it is about; the actor, where it is about nobody
  /// @param change called only where the actor may do it
  MembershipResult make(
      Deed deed,
      ConversationId conversation,
      UserId actor,
      UserId subject,
      Function<Circumstances, Change<MembershipResult>> change) {
    return changes.make(
        conversation,
        () -> {
          Optional<Circumstances> found = memberships.circumstances(conversation, actor, subject);
          Ruling ruling = found.map(now -> now.ruling(deed)).orElse(Ruling.ABSENT);
          return ruling.isAllowed()
              ? change.apply(found.orElseThrow())
              : Change.none(new MembershipResult.Refused(ruling));
        });
  }
}
