package chat.parley.api.session;

import chat.parley.api.account.ProvenPassword;
import chat.parley.api.system.Caller;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions and their refresh tokens. A session ends once: of several that end it at a time, one
/// is told that it did.
@Singleton
class SessionRepository {
  private final JdbcOperations jdbc;

  SessionRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  // Only while the password is what was checked. A change of it that is under way is waited for,
  // by the lock, and then seen; one that comes later waits for this, and ends the session.
  private static final String INSERT =
      """
      with account as (
        select id from accounts
         where id = ? and password_hash = ? and deleted_at is null
           for share
      ), session as (
        insert into sessions (id, user_id, device_name, user_agent, ip, created_at, last_used_at)
        select ?, account.id, ?, ?, ?, ?, ? from account
        returning id, created_at
      )
      insert into refresh_tokens (token_hash, session_id, issued_at, expires_at)
      select ?, id, created_at, ? from session
      """;

  /// @return whether the session began; not when the password has changed meanwhile
  boolean insert(
      SessionId session,
      ProvenPassword proof,
      Device device,
      RefreshToken refreshToken,
      Instant now,
      Instant refreshableUntil) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, proof.user().value());
            statement.setString(2, proof.passwordHash());
            statement.setObject(3, session.value());
            statement.setString(4, device.name());
            statement.setString(5, device.userAgent());
            statement.setString(6, device.ip());
            statement.setObject(7, now.atOffset(ZoneOffset.UTC));
            statement.setObject(8, now.atOffset(ZoneOffset.UTC));
            statement.setBytes(9, refreshToken.hash());
            statement.setObject(10, refreshableUntil.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() > 0;
          }
        });
  }

  private static final String LIST =
      """
      select s.id, s.device_name, s.user_agent, s.ip, s.created_at, s.last_used_at
        from sessions s
       where s.user_id = ? and s.revoked_at is null
         and s.id < coalesce(?, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
         and exists (select from refresh_tokens t where t.session_id = s.id and t.expires_at > now())
       order by s.id desc
       limit ?
      """;

  /// @param before where the last page ended, `null` for the first
  /// @return the newest first, without those that nobody can refresh any more
  List<SessionView> list(Caller caller, @Nullable SessionId before, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            statement.setObject(1, caller.user().value());
            statement.setObject(2, before == null ? null : before.value(), Types.OTHER);
            statement.setInt(3, limit);
            List<SessionView> sessions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                sessions.add(view(rows, caller));
              }
            }
            return sessions;
          }
        });
  }

  private static SessionView view(ResultSet row, Caller caller) throws SQLException {
    SessionId id = new SessionId(row.getObject("id", UUID.class));
    return new SessionView(
        id,
        row.getString("device_name"),
        row.getString("user_agent"),
        row.getString("ip"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "last_used_at"),
        id.equals(caller.session()));
  }

  private static final String END =
      """
      with own as (
        select id, user_id from sessions where id = ? and user_id = ?
      ), ended as (
        update sessions s set revoked_at = clock_timestamp(), revoked_reason = ?
          from own
         where s.id = own.id and s.revoked_at is null
        returning s.id
      )
      select own.user_id, ended.id from own left join ended on true
      """;

  /// @return empty when the user has never had such a session
  Optional<Ending> end(SessionId session, UserId user, Reason reason) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setObject(1, session.value());
            statement.setObject(2, user.value());
            statement.setString(3, name(reason));
            return ending(statement, reason);
          }
        });
  }

  private static final String END_BY_REFRESH_TOKEN =
      """
      with known as (
        select s.id, s.user_id
          from refresh_tokens t
          join sessions s on s.id = t.session_id
         where t.token_hash = ? and t.expires_at > now()
      ), ended as (
        update sessions s set revoked_at = clock_timestamp(), revoked_reason = ?
          from known
         where s.id = known.id and s.revoked_at is null
        returning s.id
      )
      select known.user_id, ended.id from known left join ended on true
      """;

  /// @return empty when the token is unknown or over
  Optional<Ending> end(RefreshToken token, Reason reason) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(END_BY_REFRESH_TOKEN)) {
            statement.setBytes(1, token.hash());
            statement.setString(2, name(reason));
            return ending(statement, reason);
          }
        });
  }

  // Locked in one order, so that two of these can't wait for each other.
  private static final String END_ALL =
      """
      with live as materialized (
        select id from sessions
         where user_id = ? and revoked_at is null and id is distinct from ?
         order by id
           for no key update
      )
      update sessions s set revoked_at = clock_timestamp(), revoked_reason = ?
        from live
       where s.id = live.id
      returning s.user_id, s.id
      """;

  /// @param spared a session that goes on, or `null`
  /// @return empty when there was none to end
  Optional<Ending> endAll(UserId user, Reason reason, @Nullable SessionId spared) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(END_ALL)) {
            statement.setObject(1, user.value());
            statement.setObject(2, spared == null ? null : spared.value(), Types.OTHER);
            statement.setString(3, name(reason));
            return ending(statement, reason);
          }
        });
  }

  private static String name(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /// A row for each session with its user, the session `null` where it had ended before.
  private static Optional<Ending> ending(PreparedStatement statement, Reason reason)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      UserId user = null;
      List<SessionId> sessions = new ArrayList<>();
      while (rows.next()) {
        user = new UserId(rows.getObject("user_id", UUID.class));
        UUID session = rows.getObject("id", UUID.class);
        if (session != null) {
          sessions.add(new SessionId(session));
        }
      }
      return user == null ? Optional.empty() : Optional.of(new Ending(user, sessions, reason));
    }
  }
}
