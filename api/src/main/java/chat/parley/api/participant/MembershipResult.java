package chat.parley.api.participant;

import chat.parley.shared.id.UserId;
import java.util.List;

/// What came of a change of who is in a conversation.
sealed interface MembershipResult {

  /// @param changed whom it concerned; empty where everything was as wanted already
  record Done(List<UserId> changed) implements MembershipResult {
    public Done {
      changed = List.copyOf(changed);
    }
  }

  /// Not in the conversation, or there is none: the caller can't tell which.
  record Absent() implements MembershipResult {}

  /// A direct conversation is always of the same two.
  record OfTwo() implements MembershipResult {}

  /// The caller is no admin.
  record NotAnAdmin() implements MembershipResult {}

  /// The caller is an admin, but the other is no less.
  record OfEqualRank() implements MembershipResult {}

  record Banned() implements MembershipResult {}

  record UnknownUser() implements MembershipResult {}

  /// The one whom it was to happen to is not in the conversation.
  record NotAParticipant() implements MembershipResult {}
}
