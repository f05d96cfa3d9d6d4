package chat.parley.api.moderation;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How accounts stand. Sessions are left as they are: they don't count while their account is
/// suspended, whenever they began, and count again when it isn't.
@Singleton
class SuspensionRepository {
  private final JdbcOperations jdbc;

  SuspensionRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String ADMIN =
      """
      with admin as (
        select id from accounts where id = ? and role = 'admin' and deleted_at is null
      ), changed as (
      """;

  private static final String OUTCOME =
      """
        returning a.id
      )
      select exists (select from admin) as allowed, changed.id is not null as known, s.id as session
        from (values (1)) one
        left join changed on true
        left join sessions s on s.user_id = changed.id and s.revoked_at is null
      """;

  private static final String SUSPEND =
      ADMIN
          + """
              update accounts a
                 set suspended_at = now(), suspended_by = admin.id, suspended_reason = ?,
                     suspended_until = coalesce(?, 'infinity'::timestamptz)
                from admin
               where a.id = ? and a.deleted_at is null
            """
          + OUTCOME;

  /// @param until `null` for until somebody restores it
  StandingResult suspend(UserId admin, UserId user, String reason, @Nullable Instant until) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SUSPEND)) {
            statement.setObject(1, admin.value());
            statement.setString(2, reason);
            statement.setObject(
                3,
                until == null ? null : until.atOffset(ZoneOffset.UTC),
                Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(4, user.value());
            return outcome(statement);
          }
        });
  }

  private static final String RESTORE =
      ADMIN
          + """
              update accounts a
                 set suspended_at = null, suspended_by = null, suspended_reason = null,
                     suspended_until = null
                from admin
               where a.id = ? and a.deleted_at is null
            """
          + OUTCOME;

  StandingResult restore(UserId admin, UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(RESTORE)) {
            statement.setObject(1, admin.value());
            statement.setObject(2, user.value());
            return outcome(statement);
          }
        });
  }

  private static StandingResult outcome(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<SessionId> sessions = new ArrayList<>();
      while (rows.next()) {
        if (!rows.getBoolean("allowed")) {
          return new StandingResult.NotAnAdmin();
        }
        if (!rows.getBoolean("known")) {
          return new StandingResult.UnknownUser();
        }
        UUID session = rows.getObject("session", UUID.class);
        if (session != null) {
          sessions.add(new SessionId(session));
        }
      }
      return new StandingResult.Done(sessions);
    }
  }
}
