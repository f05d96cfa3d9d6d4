package chat.parley.api.account;

import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.UUID;

/// Who is an admin of the system.
@Singleton
class AdminRepository {
  private final JdbcOperations jdbc;

  AdminRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String IS_ADMIN =
      "select exists (select from accounts where id = ? and role = 'admin' and deleted_at is null)";

  boolean isAdmin(UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(IS_ADMIN)) {
            statement.setObject(1, user.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() && rows.getBoolean(1);
            }
          }
        });
  }

  private static final String CANDIDATE =
      """
      select id, password_hash, role = 'admin' as admin
        from accounts where lower(username) = lower(?) and deleted_at is null
      """;

  Optional<Candidate> candidate(String username) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CANDIDATE)) {
            statement.setString(1, username);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next()
                  ? Optional.of(
                      new Candidate(
                          new UserId(rows.getObject("id", UUID.class)),
                          rows.getString("password_hash"),
                          rows.getBoolean("admin")))
                  : Optional.empty();
            }
          }
        });
  }

  private static final String APPOINT =
      "update accounts set role = 'admin' where id = ? and role <> 'admin' and deleted_at is null";

  /// @return whether they were none before
  boolean appoint(UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(APPOINT)) {
            statement.setObject(1, user.value());
            return statement.executeUpdate() > 0;
          }
        });
  }

  /// Never printed: it holds a hash.
  record Candidate(UserId user, String passwordHash, boolean admin) {
    @Override
    public String toString() {
      return "Candidate[user=" + user + "]";
    }
  }
}
