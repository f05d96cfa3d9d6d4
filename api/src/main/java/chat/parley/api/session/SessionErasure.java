package chat.parley.api.session;

import chat.parley.api.account.Erasure;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;

/// With its account a session ends.
@Singleton
class SessionErasure implements Erasure {
  private final EndedSessions sessions;

  SessionErasure(EndedSessions sessions) {
    this.sessions = sessions;
  }

  /// Joins the transaction, and tells of it after the commit.
  @Override
  public void erase(Connection connection, UserId user) {
    sessions.endAll(user, Reason.DELETED, null);
  }
}
