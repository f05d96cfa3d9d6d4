package chat.parley.api.session;

import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Erases with what and from where somebody was logged in. The sessions themselves stay, ended,
/// for as long as somebody may come with a token of theirs and has to be told why it is over.
@Singleton
public class DeviceErasure {
  private static final String ERASE =
      """
      update sessions set device_name = null, user_agent = null, ip = null where user_id = ?
      """;

  /// In the transaction of the connection, after [EndedSessions#endAll].
  public void erase(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
      statement.setObject(1, user.value());
      statement.executeUpdate();
    }
  }
}
