package chat.parley.api.moderation;

import chat.parley.shared.id.SessionId;
import java.util.List;

/// What came of suspending or restoring an account.
sealed interface StandingResult {

  /// @param sessions those that the account has
  record Done(List<SessionId> sessions) implements StandingResult {
    public Done {
      sessions = List.copyOf(sessions);
    }
  }

  record NotAnAdmin() implements StandingResult {}

  /// Who did it would be gone, and with them perhaps the last who could undo it.
  record Oneself() implements StandingResult {}

  record UnknownUser() implements StandingResult {}
}
