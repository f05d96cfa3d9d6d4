package chat.parley.api.realtime;

import chat.parley.api.user.UserRows;
import chat.parley.shared.event.User;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What sockets start from, for many at once: two statements whatever their number.
@Singleton
class SnapshotRepository {
  /// For so long the log is kept, and with it what a former participant could replay.
  private static final int LOG_DAYS = 30;

  private final JdbcOperations jdbc;

  SnapshotRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String LIVE_SESSIONS =
      "select "
          + UserRows.COLUMNS
          + """
            , w.session_id, pg_snapshot_xmin(pg_current_snapshot())::text as mark,
                   coalesce(u.suspended_until > now(), false) as suspended
              from unnest(?::uuid[], ?::uuid[]) as w (user_id, session_id)
              join sessions on sessions.id = w.session_id and sessions.user_id = w.user_id
              join accounts u on u.id = w.user_id
             where sessions.revoked_at is null and u.deleted_at is null
            """;

  /// @return the owner for each item whose session is its user's and has not ended
  Map<Opening.Item, Owner> liveSessions(Collection<Opening.Item> items) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIVE_SESSIONS)) {
            statement.setArray(
                1,
                connection.createArrayOf(
                    "uuid", items.stream().map(item -> item.userId().value()).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "uuid", items.stream().map(item -> item.sessionId().value()).toArray()));
            Map<Opening.Item, Owner> owners = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                User owner = UserRows.read(rows);
                SessionId session = new SessionId(rows.getObject("session_id", UUID.class));
                owners.put(
                    new Opening.Item(owner.id(), session),
                    new Owner(owner, rows.getBoolean("suspended"), MarkRepository.mark(rows)));
              }
            }
            return owners;
          }
        });
  }

  /// One statement for both, so that a membership which ends meanwhile is in one of them: in
  /// neither, and the last events of it would never come.
  private static final String MEMBERSHIPS =
      """
      select p.user_id, c.id, c.last_seq as seq, p.last_read_seq, p.joined_seq, false as is_over
        from participants p
        join conversations c on c.id = p.conversation_id
       where p.user_id = any (?)
      union all
      select d.user_id, d.conversation_id, d.seq, 0, d.joined_seq, true
        from departures d
       where d.user_id = any (?) and d.at > now() - make_interval(days => ?)
       order by user_id, id
      """;

  /// @return of each user that has any
  Map<UserId, Memberships> memberships(Collection<UserId> users) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MEMBERSHIPS)) {
            Object[] ids = users.stream().map(UserId::value).toArray();
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            statement.setArray(2, connection.createArrayOf("uuid", ids));
            statement.setInt(3, LOG_DAYS);
            Map<UserId, Memberships> memberships = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                memberships
                    .computeIfAbsent(
                        new UserId(rows.getObject("user_id", UUID.class)), id -> Memberships.none())
                    .add(rows);
              }
            }
            return memberships;
          }
        });
  }

  /// Whose session it is.
  ///
  /// @param mark from before the positions are read, so never ahead of them
  record Owner(User user, boolean suspended, String mark) {}

  /// What a user is in, and was in until lately.
  record Memberships(List<Opening.Position> present, List<Opening.Departure> former) {
    static Memberships none() {
      return new Memberships(new ArrayList<>(), new ArrayList<>());
    }

    private void add(ResultSet row) throws SQLException {
      ConversationId id = new ConversationId(row.getObject("id", UUID.class));
      long seq = row.getLong("seq");
      long joinedSeq = row.getLong("joined_seq");
      if (row.getBoolean("is_over")) {
        former.add(new Opening.Departure(id, joinedSeq, seq));
      } else {
        present.add(new Opening.Position(id, seq, row.getLong("last_read_seq"), joinedSeq));
      }
    }
  }
}
