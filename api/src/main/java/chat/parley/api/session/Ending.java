package chat.parley.api.session;

import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import java.util.List;

/// Sessions of one user that ended together.
///
/// @param sessions those that counted until then
record Ending(UserId user, List<SessionId> sessions, Reason reason) {
  Ending {
    sessions = List.copyOf(sessions);
  }
}
