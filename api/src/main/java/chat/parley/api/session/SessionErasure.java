package chat.parley.api.session;

import chat.parley.api.account.Erasure;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// With its account a session ends, and with what and from where somebody was logged in is
/// erased. The sessions themselves stay, ended, for as long as somebody may come with a token of
/// theirs and has to be told why it is over.
@Singleton
class SessionErasure implements Erasure {
  private final EndedSessions sessions;

  SessionErasure(EndedSessions sessions) {
    this.sessions = sessions;
  }

  private static final String FORGET_DEVICES =
      """
      update sessions set device_name = null, user_agent = null, ip = null where user_id = ?
      """;

  /// Joins the transaction, and tells of the ends after the commit.
  @Override
  public void erase(Connection connection, UserId user) throws SQLException {
    sessions.endAll(user, Reason.DELETED, null);
    try (PreparedStatement statement = connection.prepareStatement(FORGET_DEVICES)) {
      statement.setObject(1, user.value());
      statement.executeUpdate();
    }
  }
}
