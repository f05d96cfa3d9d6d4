package chat.parley.api.stats;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Counts rows, but not endlessly: a table beyond the bound is estimated.
@Singleton
class CountRepository {
  private final JdbcOperations jdbc;
  private final int bound;

  CountRepository(JdbcOperations jdbc, StatsSettings settings) {
    this.jdbc = jdbc;
    this.bound = settings.exactUpTo();
  }

  /// The estimate is asked for only when the count has reached the bound; it is about the whole
  /// table, which by then hardly differs, or about the parts that it consists of.
  private static String bounded(String table, String condition) {
    return """
    (select case when n <= ? then n
                     else (select greatest(n, sum(greatest(c.reltuples, 0))::bigint)
                             from pg_class c
                             left join pg_inherits i on i.inhrelid = c.oid
                            where '%s'::regclass in (c.oid, i.inhparent) and c.relkind = 'r') end
           from (select count(*) as n from (select from %s where %s limit ?) found) counted)
    """
        .formatted(table, table, condition);
  }

  private static final String ROWS =
      "select"
          + bounded("accounts", "deleted_at is null")
          + ","
          + bounded("accounts", "online and chosen_status <> 'invisible' and deleted_at is null")
          + ","
          + bounded("conversations", "deleted_at is null")
          + ","
          + bounded("messages", "deleted_at is null and sender_id is not null");

  Rows rows() {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            setBounds(statement);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Rows(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
          }
        });
  }

  private static final String MORE =
      "select"
          + bounded("accounts", "role = 'admin' and deleted_at is null")
          + ","
          + bounded("accounts", "suspended_at is not null and suspended_until > now()")
          + ","
          + bounded("sessions", "revoked_at is null")
          + ","
          + bounded("outbox", "true");

  Rows.More more() {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MORE)) {
            setBounds(statement);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Rows.More(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
          }
        });
  }

  private void setBounds(PreparedStatement statement) throws SQLException {
    for (int i = 1; i <= 8; i += 2) {
      statement.setInt(i, bound);
      statement.setInt(i + 1, bound + 1);
    }
  }
}
