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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What sockets start from, for many at once: two statements whatever their number.
@Singleton
class SnapshotRepository {
  private final JdbcOperations jdbc;

  SnapshotRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String LIVE_SESSIONS =
      "select "
          + UserRows.COLUMNS
          + """
            , w.session_id, coalesce(u.suspended_until > now(), false) as suspended
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
                    new Owner(owner, rows.getBoolean("suspended")));
              }
            }
            return owners;
          }
        });
  }

  private static final String POSITIONS =
      """
      select p.user_id, c.id, c.last_seq, p.last_read_seq, p.joined_seq
        from participants p
        join conversations c on c.id = p.conversation_id
       where p.user_id = any (?)
       order by p.user_id, c.id
      """;

  Map<UserId, List<Opening.Position>> positions(Collection<UserId> users) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(POSITIONS)) {
            statement.setArray(
                1, connection.createArrayOf("uuid", users.stream().map(UserId::value).toArray()));
            Map<UserId, List<Opening.Position>> positions = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                positions
                    .computeIfAbsent(
                        new UserId(rows.getObject("user_id", UUID.class)), id -> new ArrayList<>())
                    .add(
                        new Opening.Position(
                            new ConversationId(rows.getObject("id", UUID.class)),
                            rows.getLong("last_seq"),
                            rows.getLong("last_read_seq"),
                            rows.getLong("joined_seq")));
              }
            }
            return positions;
          }
        });
  }

  /// Whose session it is.
  record Owner(User user, boolean suspended) {}
}
