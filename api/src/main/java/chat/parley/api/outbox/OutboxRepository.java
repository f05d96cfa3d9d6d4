package chat.parley.api.outbox;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The outbox as rows.
@Singleton
class OutboxRepository {
  private final JdbcOperations jdbc;

  OutboxRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// For the current transaction:
  /// - When the api that holds the rows freezes, or its machine is gone without a word,
  ///   PostgreSQL would keep them locked until TCP gives up, which takes hours.
  /// - The statistics of a table that is empty now and full a second later are always wrong; with
  ///   them PostgreSQL would rather sort a million rows on disk than walk the index (262 ms and
  ///   0.1 ms).
  private static final String PREPARE =
      """
      select set_config('idle_in_transaction_session_timeout', ?, true),
             set_config('enable_seqscan', 'off', true)
      """;

  /// By state, never by position: an id that is lower than others may be committed after them.
  /// What kinds a newer version has added is left to it.
  private static final String CLAIM =
      """
      with due as materialized (
        select id, kind, conversation_id, seq, user_id
          from outbox
         where kind in ('durable', 'joined', 'left', 'mentioned')
           and created_at <= now() - make_interval(secs => ?)
           and (retry_at is null or retry_at <= now())
         order by id
         limit ?
           for update skip locked
      )
      select due.*,
             exists (select from conversations c where c.id = due.conversation_id) as is_known
        from due
       order by conversation_id, seq, id
      """;

  /// Rows that no other relay gets until the transaction ends, the oldest first; those of one
  /// conversation in the order of their events.
  Claim claim(OutboxSettings settings) {
    return jdbc.execute(
        connection -> {
          prepare(connection, settings.claimTimeout());
          try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setDouble(1, settings.grace().toMillis() / 1_000.0);
            statement.setInt(2, settings.batchRows());
            try (ResultSet rows = statement.executeQuery()) {
              return claim(rows);
            }
          }
        });
  }

  private static void prepare(Connection connection, Duration claimTimeout) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
      statement.setString(1, claimTimeout.toMillis() + "ms");
      statement.execute();
    }
  }

  private static Claim claim(ResultSet rows) throws SQLException {
    List<OutboxRow> due = new ArrayList<>();
    List<OutboxId> orphans = new ArrayList<>();
    while (rows.next()) {
      OutboxRow row = row(rows);
      if (rows.getBoolean("is_known")) {
        due.add(row);
      } else {
        orphans.add(row.id());
      }
    }
    return new Claim(due, orphans);
  }

  private static OutboxRow row(ResultSet row) throws SQLException {
    OutboxId id = new OutboxId(row.getLong("id"));
    ConversationId conversation = new ConversationId(row.getObject("conversation_id", UUID.class));
    long seq = row.getLong("seq");
    String kind = row.getString("kind");
    return switch (kind) {
      case "durable" -> new OutboxRow.Durable(id, conversation, seq);
      case "joined" -> new OutboxRow.Joined(id, conversation, seq, user(row));
      case "left" -> new OutboxRow.Left(id, conversation, seq, user(row));
      case "mentioned" -> new OutboxRow.Mentioned(id, conversation, seq, user(row));
      default -> throw new IllegalStateException("an outbox row of unknown kind " + kind);
    };
  }

  private static UserId user(ResultSet row) throws SQLException {
    return new UserId(row.getObject("user_id", UUID.class));
  }

  private static final String DELETE = "delete from outbox where id = any (?)";

  void delete(Collection<OutboxId> ids) {
    update(DELETE, ids);
  }

  private static final String POSTPONE =
      "update outbox set retry_at = now() + make_interval(secs => ?) where id = any (?)";

  /// Nobody gets these rows again before the time has passed.
  void postpone(Collection<OutboxId> ids, Duration time) {
    update(POSTPONE, ids, time.toMillis() / 1_000.0);
  }

  private void update(String sql, Collection<OutboxId> ids, Object... before) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.execute(
        connection -> {
          Array array =
              connection.createArrayOf("bigint", ids.stream().map(OutboxId::value).toArray());
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < before.length; i++) {
              statement.setObject(i + 1, before[i]);
            }
            statement.setArray(before.length + 1, array);
            return statement.executeUpdate();
          } finally {
            array.free();
          }
        });
  }

  /// Counts to a bound; the row with the lowest id is old enough to be taken for the oldest.
  private static final String SAMPLE =
      """
      select (select count(*) from (select from outbox limit ?) as counted) as waiting,
             coalesce((select extract(epoch from now() - created_at)
                         from outbox order by id limit 1), 0) as age
      """;

  Sample sample(int most) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SAMPLE)) {
            statement.setInt(1, most);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Sample(row.getDouble("waiting"), Math.max(0, row.getDouble("age")));
            }
          }
        });
  }

  /// @param orphans rows whose conversation is gone
  record Claim(List<OutboxRow> due, List<OutboxId> orphans) {
    int rows() {
      return due.size() + orphans.size();
    }
  }

  /// @param ageSeconds of the row that waits longest; 0 when none does
  record Sample(double waiting, double ageSeconds) {}
}
