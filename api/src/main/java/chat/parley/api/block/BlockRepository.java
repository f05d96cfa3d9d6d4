package chat.parley.api.block;

import chat.parley.api.user.UserRows;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.util.List;

/// Who has blocked whom, and what that means for their direct conversation. What changes it runs
/// within [chat.parley.api.friend.PairChanges].
@Singleton
class BlockRepository {
  private final JdbcOperations jdbc;

  BlockRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String PUT =
      "insert into blocks (blocker_id, blocked_id, blocked_at) values (?, ?, clock_timestamp())";

  void put(UserId blocker, UserId blocked) {
    change(PUT, blocker, blocked);
  }

  private static final String LIFT = "delete from blocks where blocker_id = ? and blocked_id = ?";

  void lift(UserId blocker, UserId blocked) {
    change(LIFT, blocker, blocked);
  }

  private static final String LOCK =
      """
      select from participants p
        join conversations c on c.id = p.conversation_id
       where c.direct_low = least(?::uuid, ?::uuid) and c.direct_high = greatest(?::uuid, ?::uuid)
       order by p.user_id
         for no key update of p
      """;

  private static final String MARK =
      """
      update participants p
         set blocked = exists (select from blocks b
                                where (b.blocker_id, b.blocked_id) in ((?, ?), (?, ?)))
        from conversations c
       where c.id = p.conversation_id
         and c.direct_low = least(?::uuid, ?::uuid) and c.direct_high = greatest(?::uuid, ?::uuid)
      """;

  /// Brings their direct conversation in line with the blocks between them, if they have one:
  /// waits for what either is just writing; what they write afterwards waits for the commit and
  /// then sees it. In two statements, for one that waits sees what was there before.
  void markDirect(UserId one, UserId other) {
    change(LOCK, one, other, one, other);
    change(MARK, one, other, other, one, one, other, one, other);
  }

  private void change(String sql, UserId... users) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < users.length; i++) {
              statement.setObject(i + 1, users[i].value());
            }
            return statement.execute();
          }
        });
  }

  private static final String PAGE =
      "select "
          + UserRows.seenBy("mine.blocker_id")
          + """
              from (select blocker_id, blocked_id from blocks
                     where blocker_id = ? and blocked_id > ?
                     order by blocked_id
                     limit ?) mine
              join accounts u on u.id = mine.blocked_id
             order by u.id
            """;

  /// Whom somebody has blocked, in the order of their ids.
  List<User> page(UserId blocker, UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, blocker.value());
            statement.setObject(2, after.value());
            statement.setInt(3, limit);
            return UserRows.readAll(statement);
          }
        });
  }
}
