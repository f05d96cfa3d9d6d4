package chat.parley.api.account;

import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Tokens that were mailed: one of a purpose for each account, so a new one voids the one before.
/// Good once, for the account as long as it has the address that it was mailed to.
///
/// Lock order, as in a deletion: the account, then its token.
@Singleton
class MailTokenRepository {
  private final JdbcOperations jdbc;

  MailTokenRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  // Whoever has proven that they read the address needs no second proof of it, but may well have
  // forgotten their password again.
  private static final String PUT =
      """
      with account as (
        select id, username, email from accounts
         where lower(email) = lower(?) and deleted_at is null
           and (? = 'reset' or not email_verified)
           for share
      ), put as (
        insert into mail_tokens (user_id, purpose, token_hash, email, expires_at)
        select id, ?, ?, email, clock_timestamp() + ? * interval '1 millisecond' from account
            on conflict (user_id, purpose) do update
           set token_hash = excluded.token_hash, email = excluded.email,
               expires_at = excluded.expires_at
      )
      select username, email from account
      """;

  /// @return whose it is; empty when nobody has the address, or nothing of it is to be proven
  Optional<Addressee> put(MailToken token, MailToken.Purpose purpose, String email, Duration life) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, email);
            statement.setString(2, name(purpose));
            statement.setString(3, name(purpose));
            statement.setBytes(4, token.hash());
            statement.setLong(5, life.toMillis());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new Addressee(row.getString("username"), row.getString("email")))
                  : Optional.empty();
            }
          }
        });
  }

  private static final String FIND =
      """
      select a.id
        from mail_tokens t
        join accounts a on a.id = t.user_id and lower(a.email) = lower(t.email)
       where t.token_hash = ? and t.purpose = ? and t.expires_at > now() and a.deleted_at is null
      """;

  /// @return whose the token is, if it is good now
  Optional<UserId> find(MailToken token, MailToken.Purpose purpose) {
    return jdbc.execute(connection -> owner(connection, FIND, token, purpose));
  }

  private static final String LOCK = FIND + " for no key update of a";
  private static final String TAKE =
      "delete from mail_tokens where token_hash = ? and purpose = ? returning user_id";

  /// Within a transaction, which then has the account's lock. Two statements: the second sees
  /// whether somebody had the lock before and took the token.
  Optional<UserId> take(MailToken token, MailToken.Purpose purpose) {
    return jdbc.execute(
        connection ->
            owner(connection, LOCK, token, purpose).isPresent()
                ? owner(connection, TAKE, token, purpose)
                : Optional.empty());
  }

  private static Optional<UserId> owner(
      Connection connection, String sql, MailToken token, MailToken.Purpose purpose)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, token.hash());
      statement.setString(2, name(purpose));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new UserId(row.getObject(1, UUID.class)))
            : Optional.empty();
      }
    }
  }

  private static final String VERIFY = "update accounts set email_verified = true where id = ?";

  /// Of a user whose token was just taken.
  void verify(UserId user) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(VERIFY)) {
            statement.setObject(1, user.value());
            return statement.executeUpdate();
          }
        });
  }

  static String name(MailToken.Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  /// @param email as the account has it, whatever its case where somebody typed it
  record Addressee(String username, String email) {}
}
