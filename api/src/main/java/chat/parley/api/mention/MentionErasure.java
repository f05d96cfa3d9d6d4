package chat.parley.api.mention;

import chat.parley.api.account.Erasure;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Forgets what somebody was told of who no longer reads it. In the texts of others they are still
/// named, by an id that says "Deleted user" now.
@Singleton
class MentionErasure implements Erasure {
  private static final String ERASE = "delete from mentions where user_id = ?";

  @Override
  public void erase(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
      erase.setObject(1, user.value());
      erase.executeUpdate();
    }
  }
}
