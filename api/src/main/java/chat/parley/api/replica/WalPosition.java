package chat.parley.api.replica;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A place in the primary's write-ahead log.
///
/// @param lsn as PostgreSQL writes it, `16/B374D848`
record WalPosition(String lsn) {
  /// Everything that anybody has been told is committed lies before it: a commit is answered when
  /// its record is flushed.
  static WalPosition flushed(Connection primary) throws SQLException {
    try (PreparedStatement statement =
            primary.prepareStatement("select pg_current_wal_flush_lsn()::text");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new WalPosition(row.getString(1));
    }
  }

  /// Never by a server that has been promoted: its log is another one from then on.
  boolean isReachedBy(Connection replica) throws SQLException {
    try (PreparedStatement statement =
        replica.prepareStatement(
            "select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ?::text::pg_lsn")) {
      statement.setString(1, lsn);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
