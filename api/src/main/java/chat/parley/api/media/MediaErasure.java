package chat.parley.api.media;

import chat.parley.api.account.Erasure;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/// What deleting an account does to its files.
@Singleton
class MediaErasure implements Erasure {
  @Override
  public void erase(Connection connection, UserId user) throws SQLException {
    UnsentMedia.erase(connection, user);
  }
}
