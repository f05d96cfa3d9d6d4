package chat.parley.api.session;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.PersonalEvent.SessionRevoked.Reason;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which sessions no longer count.
@Singleton
class EndingRepository {
  private final JdbcOperations jdbc;

  EndingRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String AMONG =
      """
      select w.session_id,
             case when s.id is null then 'revoked'
                  when a.deleted_at is not null then 'deleted'
                  when s.revoked_at is not null then coalesce(s.revoked_reason, 'revoked')
                  else 'suspended' end as reason
        from unnest(?::uuid[], ?::uuid[]) as w (user_id, session_id)
        left join sessions s on s.id = w.session_id and s.user_id = w.user_id
        left join accounts a on a.id = s.user_id
       where s.id is null or a.deleted_at is not null or s.revoked_at is not null
          or a.suspended_until > now()
      """;

  /// @return those of the sessions that no longer count or are not their users', in any order
  List<Recheck.Ended> among(Collection<Opening.Item> items) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AMONG)) {
            statement.setArray(
                1,
                connection.createArrayOf(
                    "uuid", items.stream().map(item -> item.userId().value()).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "uuid", items.stream().map(item -> item.sessionId().value()).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
              return ended(rows);
            }
          }
        });
  }

  private static final String ENDED =
      """
      select id as session_id, coalesce(revoked_reason, 'revoked') as reason
        from sessions
       where revoked_at > now() - ? * interval '1 millisecond'
       union all
      select s.id, 'suspended'
        from accounts a join sessions s on s.user_id = a.id
       where a.suspended_at > now() - ? * interval '1 millisecond' and a.suspended_until > now()
         and s.revoked_at is null
      """;

  /// @return all that ended within this time by the database's clock, in any order
  List<Recheck.Ended> ended(Duration within) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ENDED)) {
            statement.setLong(1, within.toMillis());
            statement.setLong(2, within.toMillis());
            try (ResultSet rows = statement.executeQuery()) {
              return ended(rows);
            }
          }
        });
  }

  private static List<Recheck.Ended> ended(ResultSet rows) throws SQLException {
    List<Recheck.Ended> ended = new ArrayList<>();
    while (rows.next()) {
      ended.add(
          new Recheck.Ended(
              new SessionId(rows.getObject("session_id", UUID.class)),
              Enums.of(Reason.class, rows.getString("reason"))));
    }
    return ended;
  }

  // By now(), which an index can be searched for; for one statement it is the time of its begin.
  private static final String LATELY =
      """
      select now() as at, null::uuid as session_id, null::uuid as user_id
       union all
      select null, id, null
        from sessions
       where revoked_at > greatest(?::timestamptz, now() - ? * interval '1 millisecond')
       union all
      select null, null, id
        from accounts
       where suspended_at > now() - ? * interval '1 millisecond' and suspended_until > now()
      """;

  /// All times are the database's.
  ///
  /// @param after sessions that ended later; `null` for as far back as anything is of interest
  /// @param longest as far back, for suspensions always
  Lately lately(@Nullable Instant after, Duration longest) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LATELY)) {
            statement.setObject(
                1,
                after == null ? null : after.atOffset(ZoneOffset.UTC),
                Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setLong(2, longest.toMillis());
            statement.setLong(3, longest.toMillis());
            try (ResultSet rows = statement.executeQuery()) {
              return lately(rows);
            }
          }
        });
  }

  private static Lately lately(ResultSet rows) throws SQLException {
    Instant at = Instant.MIN;
    Set<SessionId> ended = new HashSet<>();
    Set<UserId> suspended = new HashSet<>();
    while (rows.next()) {
      UUID session = rows.getObject("session_id", UUID.class);
      UUID user = rows.getObject("user_id", UUID.class);
      if (session != null) {
        ended.add(new SessionId(session));
      } else if (user != null) {
        suspended.add(new UserId(user));
      } else {
        at = Columns.instant(rows, "at");
      }
    }
    return new Lately(at, ended, suspended);
  }

  /// @param at when this was so
  /// @param suspended of those suspended lately, who still is
  record Lately(Instant at, Set<SessionId> ended, Set<UserId> suspended) {
    Lately {
      ended = Set.copyOf(ended);
      suspended = Set.copyOf(suspended);
    }
  }
}
