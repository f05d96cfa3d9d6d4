package chat.parley.api.session;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;

/// What came of a refresh token.
sealed interface RefreshResult {

  /// @param next what refreshes the session from now on
  record Refreshed(UserId user, SessionId session, RefreshToken next) implements RefreshResult {}

  /// Not one of ours, or over.
  record Unknown() implements RefreshResult {}

  /// The session has ended: before, or just now because the token was spent already.
  record Ended() implements RefreshResult {}

  /// The session would count if its account were not kept out.
  record Suspended() implements RefreshResult {}
}
