package chat.parley.api.account;

import chat.parley.shared.event.User;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

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

  /// Two equal registrations at once: the unique indexes decide, and one of them is told.
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
            return new CreateResult.Created(user);
          } catch (PSQLException e) {
            return taken(e);
          }
        });
  }

  private static CreateResult taken(PSQLException failure) throws PSQLException {
    ServerErrorMessage message = failure.getServerErrorMessage();
    if (message == null || !PSQLState.UNIQUE_VIOLATION.getState().equals(failure.getSQLState())) {
      throw failure;
    }
    return "accounts_email_key".equals(message.getConstraint())
        ? new CreateResult.EmailTaken()
        : new CreateResult.UsernameTaken();
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

  private static final String PASSWORD_HASH =
      "select password_hash from accounts where id = ? and deleted_at is null";

  Optional<String> passwordHash(UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PASSWORD_HASH)) {
            statement.setObject(1, user.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
          }
        });
  }

  // The new password and the end of the sessions that the old one may have opened: both or none.
  // Sessions are locked in one order, so that two statements can't wait for each other.
  private static final String REPLACE_PASSWORD =
      """
      with changed as (
        update accounts set password_hash = ?
         where id = ? and password_hash = ? and deleted_at is null
        returning id
      ), others as materialized (
        select s.id
          from sessions s
          join changed on changed.id = s.user_id
         where s.revoked_at is null and s.id <> ?
         order by s.id
           for no key update of s
      ), ended as (
        update sessions s
           set revoked_at = clock_timestamp(), revoked_reason = 'password_changed'
          from others
         where s.id = others.id
        returning s.id
      )
      select ended.id from changed left join ended on true
      """;

  /// @param old the hash that was checked; of two changes that checked the same, one comes in time
  /// @return the sessions that ended; empty when the password is no longer the old one
  Optional<List<SessionId>> replacePassword(
      UserId user, String old, String replacement, SessionId spared) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REPLACE_PASSWORD)) {
            statement.setString(1, replacement);
            statement.setObject(2, user.value());
            statement.setString(3, old);
            statement.setObject(4, spared.value());
            return ended(statement);
          }
        });
  }

  private static Optional<List<SessionId>> ended(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      boolean changed = false;
      List<SessionId> ended = new ArrayList<>();
      while (rows.next()) {
        changed = true;
        UUID session = rows.getObject(1, UUID.class);
        if (session != null) {
          ended.add(new SessionId(session));
        }
      }
      return changed ? Optional.of(ended) : Optional.empty();
    }
  }

  /// Never printed: it holds a hash.
  record Credentials(UserId user, String passwordHash, boolean suspended) {
    @Override
    public String toString() {
      return "Credentials[user=" + user + "]";
    }
  }
}
