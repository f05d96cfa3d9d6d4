package chat.parley.api.friend;

import chat.parley.api.account.Erasure;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Ends all friendships and requests of somebody whose account is being deleted. In the
/// transaction that does that and holds the account's row, so none begins behind it (see
/// [PairChanges]).
@Singleton
class FriendErasure implements Erasure {
  private static final String ERASE = "delete from friendships where low_id = ? or high_id = ?";

  @Override
  public void erase(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
      statement.setObject(1, user.value());
      statement.setObject(2, user.value());
      statement.executeUpdate();
    }
  }
}
