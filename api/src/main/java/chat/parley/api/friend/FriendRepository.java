package chat.parley.api.friend;

import chat.parley.api.system.Columns;
import chat.parley.api.user.UserRows;
import chat.parley.shared.event.User;
import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Friendships and requests. What changes them runs within [PairChanges].
@Singleton
class FriendRepository {
  private final JdbcOperations jdbc;

  FriendRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String ASK =
      """
      insert into friendships (id, low_id, high_id, requested_by, requested_at)
      select ?, least(p.self, p.other), greatest(p.self, p.other), p.self, clock_timestamp()
        from (select ?::uuid as self, ?::uuid as other) p
      returning requested_at
      """;

  Friendship ask(FriendRequestId id, UserId self, UserId other) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ASK)) {
            statement.setObject(1, id.value());
            statement.setObject(2, self.value());
            statement.setObject(3, other.value());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Friendship(id, self, Columns.instant(row, "requested_at"), false);
            }
          }
        });
  }

  private static final String ACCEPT =
      "update friendships set accepted_at = clock_timestamp() where id = ?";

  void accept(FriendRequestId id) {
    change(ACCEPT, id);
  }

  private static final String REMOVE = "delete from friendships where id = ?";

  void remove(FriendRequestId id) {
    change(REMOVE, id);
  }

  private void change(String sql, FriendRequestId id) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id.value());
            return statement.executeUpdate();
          }
        });
  }

  private static final String OTHER =
      """
      select case when low_id = ? then high_id else low_id end
        from friendships where id = ? and ? in (low_id, high_id)
      """;

  /// With whom it is; empty when there is no such request of this user's.
  Optional<UserId> other(FriendRequestId id, UserId self) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OTHER)) {
            statement.setObject(1, self.value());
            statement.setObject(2, id.value());
            statement.setObject(3, self.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new UserId(row.getObject(1, UUID.class)))
                  : Optional.empty();
            }
          }
        });
  }

  /// A block ends what there was between the two, so nobody here is hidden from the reader.
  private static final String FRIENDS =
      "select "
          + UserRows.COLUMNS
          + """
              from (select high_id as id from friendships
                     where low_id = ? and high_id > ? and accepted_at is not null
                    union all
                    select low_id from friendships
                     where high_id = ? and low_id > ? and accepted_at is not null
                    order by id
                    limit ?) friend
              join accounts u on u.id = friend.id
             order by u.id
            """;

  /// In the order of their ids.
  List<User> friends(UserId self, UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FRIENDS)) {
            statement.setObject(1, self.value());
            statement.setObject(2, after.value());
            statement.setObject(3, self.value());
            statement.setObject(4, after.value());
            statement.setInt(5, limit);
            return UserRows.readAll(statement);
          }
        });
  }

  private static final String REQUESTS =
      "select "
          + UserRows.COLUMNS
          + """
            , f.id as request_id, f.requested_by, f.requested_at
              from (select id, requested_by, requested_at,
                           case when low_id = ? then high_id else low_id end as other_id,
                           row_number() over (partition by requested_by = ?
                                              order by requested_at desc, id desc) as place
                      from friendships
                     where accepted_at is null and (low_id = ? or high_id = ?)) f
              join accounts u on u.id = f.other_id
             where f.place <= ?
             order by f.requested_at desc, f.id desc
            """;

  /// @param limit of each kind, the newest
  FriendRequests requests(UserId self, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REQUESTS)) {
            for (int i = 1; i <= 4; i++) {
              statement.setObject(i, self.value());
            }
            statement.setInt(5, limit);
            try (ResultSet rows = statement.executeQuery()) {
              return requests(rows, self);
            }
          }
        });
  }

  private static FriendRequests requests(ResultSet rows, UserId self) throws SQLException {
    List<FriendRequest> incoming = new ArrayList<>();
    List<FriendRequest> outgoing = new ArrayList<>();
    while (rows.next()) {
      Friendship pending =
          new Friendship(
              new FriendRequestId(rows.getObject("request_id", UUID.class)),
              new UserId(rows.getObject("requested_by", UUID.class)),
              Columns.instant(rows, "requested_at"),
              false);
      (pending.requestedBy().equals(self) ? outgoing : incoming)
          .add(FriendRequest.of(pending, UserRows.read(rows)));
    }
    return new FriendRequests(incoming, outgoing);
  }
}
