package chat.parley.api.account;

import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.PSQLException;

/// The accounts table, as far as logging in needs it.
@Singleton
class AccountRepository {
  private final JdbcOperations jdbc;

  AccountRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String INSERT =
      """
      insert into accounts (id, username, email, password_hash, display_name, created_at)
      values (?, ?, ?, ?, ?, ?)
      """;

  CreateResult insert(User user, String email, String passwordHash) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, user.id().value());
            statement.setString(2, user.username());
            statement.setString(3, email);
            statement.setString(4, passwordHash);
            statement.setString(5, user.displayName());
            statement.setObject(6, user.createdAt().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
            return new CreateResult.Created(new ProvenPassword(user.id(), passwordHash));
          } catch (PSQLException e) {
            return switch (Taken.by(e)) {
              case USERNAME -> new CreateResult.UsernameTaken();
              case EMAIL -> new CreateResult.EmailTaken();
            };
          }
        });
  }

  // A username has no '@' and an address has one, so no login can mean two accounts.
  private static final String CREDENTIALS =
      """
      select id, password_hash, coalesce(suspended_until > now(), false) as suspended
        from accounts
       where (lower(username) = lower(?) or lower(email) = lower(?)) and deleted_at is null
      """;

  Optional<Credentials> credentials(String login) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CREDENTIALS)) {
            statement.setString(1, login);
            statement.setString(2, login);
            return first(statement);
          }
        });
  }

  private static Optional<Credentials> first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new Credentials(
                  new UserId(rows.getObject("id", UUID.class)),
                  rows.getString("password_hash"),
                  rows.getBoolean("suspended")))
          : Optional.empty();
    }
  }

  private static final String CREDENTIALS_OF =
      """
      select id, password_hash, coalesce(suspended_until > now(), false) as suspended
        from accounts
       where id = ? and deleted_at is null
      """;

  Optional<Credentials> credentials(UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CREDENTIALS_OF)) {
            statement.setObject(1, user.value());
            return first(statement);
          }
        });
  }

  private static final String UNVERIFIED_EMAIL =
      "select email from accounts where id = ? and deleted_at is null and not email_verified";

  /// @return empty when there is nothing to verify
  Optional<String> unverifiedEmail(UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UNVERIFIED_EMAIL)) {
            statement.setObject(1, user.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
          }
        });
  }

  /// Never printed: it holds a hash.
  record Credentials(UserId user, String passwordHash, boolean suspended) {
    ProvenPassword proof() {
      return new ProvenPassword(user, passwordHash);
    }

    @Override
    public String toString() {
      return "Credentials[user=" + user + "]";
    }
  }
}
