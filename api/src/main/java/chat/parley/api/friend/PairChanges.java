package chat.parley.api.friend;

import chat.parley.api.system.Columns;
import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where two people begin or end something between them: a request, a friendship, a block, a
/// direct conversation. One such change at a time for each two people.
///
/// So what a change has looked at stays true until its commit, also what is *not* there, for
/// which there is no row to lock: nobody is asked by whom they are just blocking, two requests
/// that cross find each other, and no direct conversation begins behind a block.
///
/// Lock order: this, then the accounts by their ids, then rows of friendships and blocks, then
/// participant rows. Who deletes an account changes its row first, so a change waits for that,
/// and finds nobody; what is committed before is there to be erased.
@Singleton
public class PairChanges {
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;

  PairChanges(JdbcOperations jdbc, TransactionOperations<Connection> transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /// A statement of its own: the next one has to see what the holder before has committed.
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

  /// @param change in the transaction; what it tells others has to wait until this has returned
  public <T> T make(UserId self, UserId other, Function<Relation, T> change) {
    return transactions.executeWrite(
        status -> {
          lock(self, other);
          return change.apply(relation(self, other));
        });
  }

  private void lock(UserId self, UserId other) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, name(self.toString(), other.toString()));
            return statement.execute();
          }
        });
  }

  private static String name(String one, String other) {
    return one.compareTo(other) < 0 ? one + " and " + other : other + " and " + one;
  }

  /// The accounts are locked against their deletion and nothing longer than this transaction.
  private static final String RELATION =
      """
      with known as materialized (
        select id from accounts where id in (?, ?) and deleted_at is null order by id for share
      )
      select (select count(*) from known) = 2 as are_known,
             exists (select from blocks where blocker_id = p.self and blocked_id = p.other)
               as has_blocked,
             exists (select from blocks where blocker_id = p.other and blocked_id = p.self)
               as is_blocked,
             f.id, f.requested_by, f.requested_at, f.accepted_at is not null as is_accepted
        from (select ?::uuid as self, ?::uuid as other) p
        left join friendships f
          on f.low_id = least(p.self, p.other) and f.high_id = greatest(p.self, p.other)
      """;

  private Relation relation(UserId self, UserId other) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(RELATION)) {
            statement.setObject(1, self.value());
            statement.setObject(2, other.value());
            statement.setObject(3, self.value());
            statement.setObject(4, other.value());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              boolean areKnown = row.getBoolean("are_known");
              return new Relation(
                  self,
                  other,
                  areKnown,
                  row.getBoolean("has_blocked"),
                  row.getBoolean("is_blocked"),
                  areKnown ? friendship(row) : null);
            }
          }
        });
  }

  private static @Nullable Friendship friendship(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return id == null
        ? null
        : new Friendship(
            new FriendRequestId(id),
            new UserId(row.getObject("requested_by", UUID.class)),
            Columns.instant(row, "requested_at"),
            row.getBoolean("is_accepted"));
  }
}
