package chat.parley.api.report;

import chat.parley.api.account.Erasure;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Who reported something is forgotten with their account, and with it those of their reports that
/// are resolved. What waits for an admin still does, without their name. So do reports about
/// somebody: what they did is no less done, and the message may still be there.
@Singleton
class ReportErasure implements Erasure {
  private static final String FORGET_RESOLVED =
      "delete from reports where reporter_id = ? and resolved_at is not null";
  private static final String FORGET_REPORTER =
      "update reports set reporter_id = null where reporter_id = ?";

  @Override
  public void erase(Connection connection, UserId user) throws SQLException {
    for (String sql : new String[] {FORGET_RESOLVED, FORGET_REPORTER}) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setObject(1, user.value());
        statement.executeUpdate();
      }
    }
  }
}
