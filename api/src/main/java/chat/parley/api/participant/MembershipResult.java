package chat.parley.api.participant;

import chat.parley.api.role.Ruling;
import chat.parley.shared.id.UserId;
import java.util.List;

/// What came of a change of who is in a conversation.
public sealed interface MembershipResult {

  /// @param changed whom it concerned; empty where everything was as wanted already
  record Done(List<UserId> changed) implements MembershipResult {
    public Done {
      changed = List.copyOf(changed);
    }
  }

  /// The caller may not do it.
  record Refused(Ruling ruling) implements MembershipResult {}

  record Banned() implements MembershipResult {}

  /// The invite has let in as many as it may.
  record UsedUp() implements MembershipResult {}

  record UnknownUser() implements MembershipResult {}

  /// The one whom it was to happen to is not in the conversation.
  record NotAParticipant() implements MembershipResult {}
}
