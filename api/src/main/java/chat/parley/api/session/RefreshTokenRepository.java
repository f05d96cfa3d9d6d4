package chat.parley.api.session;

import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Refresh tokens that are presented, spent and forgotten.
///
/// Lock order: the token, then its session. Nothing that holds a session's lock waits for a
/// token: what forgets tokens passes over locked ones.
@Singleton
class RefreshTokenRepository {
  private final JdbcOperations jdbc;

  RefreshTokenRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  // Who had to wait for a lock gets the rows as they have become. In time is who asked in time,
  // which is when the transaction began, however long they had to wait.
  private static final String LOCK =
      """
      select s.id as session_id, s.user_id,
             s.revoked_at is not null or a.deleted_at is not null as has_ended,
             coalesce(a.suspended_until > now(), false) as is_suspended,
             t.spent_at is not null as is_spent,
             coalesce(t.spent_by = ? and t.spent_at > now() - ? * interval '1 millisecond', false)
               as is_repeated,
             t.successor_salt
        from refresh_tokens t
        join sessions s on s.id = t.session_id
        join accounts a on a.id = s.user_id
       where t.token_hash = ? and t.expires_at > now()
         for no key update of t, s
      """;

  /// To be called in a transaction, which then holds the token and its session.
  ///
  /// @param window for how long the same client may repeat itself
  /// @return empty when the token is unknown or over
  Optional<PresentedToken> lock(RefreshToken token, Device device, Duration window) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setBytes(1, device.mark());
            statement.setLong(2, window.toMillis());
            statement.setBytes(3, token.hash());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(presented(rows)) : Optional.empty();
            }
          }
        });
  }

  private static PresentedToken presented(ResultSet row) throws SQLException {
    return new PresentedToken(
        new SessionId(row.getObject("session_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getBoolean("has_ended"),
        row.getBoolean("is_suspended"),
        row.getBoolean("is_spent"),
        row.getBoolean("is_repeated"),
        row.getBytes("successor_salt"));
  }

  private static final String SPEND =
      """
      with spent as (
        update refresh_tokens
           set spent_at = clock_timestamp(), spent_by = ?, successor_salt = ?
         where token_hash = ?
        returning session_id
      ), used as (
        update sessions s
           set last_used_at = greatest(s.last_used_at, ?), user_agent = ?, ip = ?
          from spent
         where s.id = spent.session_id
      )
      insert into refresh_tokens (token_hash, session_id, issued_at, expires_at)
      select ?, session_id, ?, ? from spent
      """;

  void spend(
      RefreshToken token,
      Device device,
      byte[] salt,
      RefreshToken next,
      Instant now,
      Instant refreshableUntil) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SPEND)) {
            statement.setBytes(1, device.mark());
            statement.setBytes(2, salt);
            statement.setBytes(3, token.hash());
            statement.setObject(4, now.atOffset(ZoneOffset.UTC));
            statement.setString(5, device.userAgent());
            statement.setString(6, device.ip());
            statement.setBytes(7, next.hash());
            statement.setObject(8, now.atOffset(ZoneOffset.UTC));
            statement.setObject(9, refreshableUntil.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }

  private static final String FORGET_SALTS =
      """
      with late as materialized (
        select token_hash from refresh_tokens
         where successor_salt is not null and spent_at < now() - ? * interval '1 millisecond'
         order by spent_at
         limit ?
           for no key update skip locked
      )
      update refresh_tokens t set successor_salt = null, spent_by = null
        from late
       where t.token_hash = late.token_hash
      """;

  /// @return how many there were, at most `limit`
  int forgetSalts(Duration age, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET_SALTS)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            return statement.executeUpdate();
          }
        });
  }

  // One at a time: two could each have some tokens of a session and wait for the other's, because
  // a session takes its tokens along. No refresh waits for this: a token that is over is not even
  // looked at. By arrays and not by joins: on a table that has grown since it was last analysed
  // PostgreSQL may take reading all of it for cheaper, and stay with that.
  private static final String FORGET_TOKENS =
      """
      with alone as materialized (
        select pg_try_advisory_xact_lock(hashtextextended('refresh_tokens', 0)) as is_alone
      ), late as materialized (
        select t.token_hash, t.session_id
          from refresh_tokens t
         where t.expires_at < now() - ? * interval '1 millisecond'
           and (select is_alone from alone)
         order by t.expires_at
         limit ?
      ), forgotten as (
        delete from refresh_tokens t
         where t.token_hash = any (array(select token_hash from late))
        returning t.session_id
      ), sessions_over as (
        delete from sessions s
         where s.id = any (array(select session_id from late))
           and not exists (
             select from refresh_tokens t
              where t.session_id = s.id and t.expires_at >= now() - ? * interval '1 millisecond')
      )
      select count(*) from forgotten
      """;

  /// Forgets tokens that have been over for `age`, and sessions that have no other.
  ///
  /// @return how many tokens there were, at most `limit`
  int forgetTokens(Duration age, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET_TOKENS)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, limit);
            statement.setLong(3, age.toMillis());
            try (ResultSet rows = statement.executeQuery()) {
              rows.next();
              return rows.getInt(1);
            }
          }
        });
  }
}
