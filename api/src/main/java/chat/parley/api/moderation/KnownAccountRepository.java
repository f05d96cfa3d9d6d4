package chat.parley.api.moderation;

import chat.parley.api.moderation.KnownAccount.Suspension;
import chat.parley.api.system.Columns;
import chat.parley.api.user.UserRows;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All accounts.
@Singleton
class KnownAccountRepository {
  private final JdbcOperations jdbc;

  KnownAccountRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  // Walks the primary key backwards until a page is full. A query that hardly anybody fits reads
  // all accounts: once in a while, for an admin, that beats an index that each registration pays
  // for.
  private static final String PAGE =
      "select "
          + UserRows.COLUMNS
          + """
            , u.email, u.email_verified, u.role, u.suspended_at, u.suspended_by, u.suspended_reason,
              nullif(u.suspended_until, 'infinity') as suspended_until,
              coalesce(u.suspended_until > now(), false) as suspended
              from accounts u
             where u.id < coalesce(?, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
               and (u.username ilike ? or u.display_name ilike ? or u.email ilike ?)
             order by u.id desc
             limit ?
            """;

  /// @param query `null` for all
  /// @param before where the last page ended, `null` for the first
  List<KnownAccount> page(@Nullable String query, @Nullable UserId before, int limit) {
    String pattern = query == null ? "%" : "%" + literal(query) + "%";
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, before == null ? null : before.value(), Types.OTHER);
            statement.setString(2, pattern);
            statement.setString(3, pattern);
            statement.setString(4, pattern);
            statement.setInt(5, limit);
            List<KnownAccount> accounts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                accounts.add(account(rows));
              }
            }
            return accounts;
          }
        });
  }

  /// In a pattern, what it is out of one. PostgreSQL has no place for U+0000, so nobody has it.
  private static String literal(String text) {
    return text.replace("\0", "").replaceAll("[\\\\%_]", "\\\\$0");
  }

  private static KnownAccount account(ResultSet row) throws SQLException {
    return KnownAccount.of(
        UserRows.read(row),
        row.getString("email"),
        row.getBoolean("email_verified"),
        row.getString("role"),
        row.getBoolean("suspended") ? suspension(row) : null);
  }

  private static Suspension suspension(ResultSet row) throws SQLException {
    UUID by = row.getObject("suspended_by", UUID.class);
    return new Suspension(
        Columns.instant(row, "suspended_at"),
        Columns.instantOrNull(row, "suspended_until"),
        by == null ? null : new UserId(by),
        row.getString("suspended_reason"));
  }
}
