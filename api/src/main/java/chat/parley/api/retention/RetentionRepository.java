package chat.parley.api.retention;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds what is too old, and removes it. The database's clock counts.
@Singleton
class RetentionRepository {
  private final JdbcOperations jdbc;

  RetentionRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// The age of a conversation is that of its oldest message, one look into an index for each.
  private static final String WALK =
      """
      select c.id, coalesce(oldest.created_at < now() - aged.millis * interval '1 millisecond', false)
               as is_due, aged.millis
        from (select id, type from conversations
               where ?::uuid is null or id > ?
               order by id limit ?) c
        left join unnest(?::text[], ?::bigint[]) as aged (type, millis) on aged.type = c.type
        left join lateral (
          select m.created_at from messages m
           where m.conversation_id = c.id and aged.millis is not null
           order by m.seq limit 1) oldest on true
       order by c.id
      """;

  /// Looks at the next conversations.
  ///
  /// @param after where the last step ended, `null` at the beginning
  Step walk(@Nullable ConversationId after, int limit, Map<Conversation.Type, Duration> ages) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(WALK)) {
            UUID last = after == null ? null : after.value();
            statement.setObject(1, last);
            statement.setObject(2, last);
            statement.setInt(3, limit);
            bindAges(connection, statement, ages);
            try (ResultSet rows = statement.executeQuery()) {
              return step(rows, limit);
            }
          }
        });
  }

  private static void bindAges(
      Connection connection, PreparedStatement statement, Map<Conversation.Type, Duration> ages)
      throws SQLException {
    Object[] types =
        ages.keySet().stream().map(type -> type.name().toLowerCase(Locale.ROOT)).toArray();
    Object[] millis = ages.values().stream().map(Duration::toMillis).toArray();
    statement.setArray(4, connection.createArrayOf("text", types));
    statement.setArray(5, connection.createArrayOf("bigint", millis));
  }

  private static Step step(ResultSet rows, int limit) throws SQLException {
    List<Due> due = new ArrayList<>();
    ConversationId last = null;
    int seen = 0;
    while (rows.next()) {
      seen++;
      last = new ConversationId(rows.getObject("id", UUID.class));
      if (rows.getBoolean("is_due")) {
        due.add(new Due(last, Duration.ofMillis(rows.getLong("millis"))));
      }
    }
    return new Step(due, seen < limit ? null : last);
  }

  /// One api at a time, and never two batches at once. The conversation is locked like for every
  /// other change of its messages, so none is removed under somebody who is just changing it; the
  /// batch is the oldest, so the watermarks of what is left stay what they are. Edits, reactions,
  /// mentions and whatever else refers to a message go with it by their foreign keys. Marks of
  /// what was read go when nothing is left that they tell of.
  private static final String REMOVE =
      """
      with alone as materialized (
        select pg_try_advisory_xact_lock(hashtextextended('retention', 0)) as is_alone
      ), room as materialized (
        select c.id from conversations c
         where c.id = ? and (select is_alone from alone)
           for no key update of c
      ), late as materialized (
        select room.id as conversation_id, oldest.id, oldest.seq
          from room
         cross join lateral (
           select m.id, m.seq, m.created_at from messages m
            where m.conversation_id = room.id
            order by m.seq limit ?) oldest
         where oldest.created_at < now() - ? * interval '1 millisecond'
      ), removed as (
        delete from messages m using late
         where m.conversation_id = late.conversation_id and m.id = late.id
        returning m.id
      ), unmarked as (
        delete from read_marks k
         using (select k.conversation_id, k.user_id, k.kind, k.seq
                  from room
                  join read_marks k on k.conversation_id = room.id
                 where k.seq <= (select max(seq) from late)
                 limit ?) over
         where k.conversation_id = over.conversation_id and k.user_id = over.user_id
           and k.kind = over.kind and k.seq = over.seq
      )
      select (select is_alone from alone), (select count(*) from removed) as count
      """;

  /// Removes the oldest messages of a conversation, as far as they are too old.
  ///
  /// @return how many, at most `limit`; negative when another api is at it
  int remove(Due due, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setObject(1, due.conversation().value());
            statement.setInt(2, limit);
            statement.setLong(3, due.age().toMillis());
            statement.setInt(4, limit * 10);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getBoolean("is_alone") ? row.getInt("count") : -1;
            }
          }
        });
  }

  /// A conversation with messages that are too old.
  record Due(ConversationId conversation, Duration age) {}

  /// @param next where to go on, `null` at the end
  record Step(List<Due> due, @Nullable ConversationId next) {
    Step {
      due = List.copyOf(due);
    }
  }
}
