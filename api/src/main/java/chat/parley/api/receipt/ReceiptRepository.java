package chat.parley.api.receipt;

import chat.parley.api.system.Columns;
import chat.parley.shared.gateway.DeliveredReport;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Moves watermarks: one statement each, whatever it has to do.
@Singleton
class ReceiptRepository {
  private final JdbcOperations jdbc;

  ReceiptRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String AT_POSITION =
      """
      with target as (
        select ?::uuid as conversation_id, ?::bigint as seq
      )
      """;

  private static final String AT_MESSAGE =
      """
      with target as (
        select m.conversation_id, m.seq from messages m
         where m.id = ?
           and m.conversation_id = coalesce(?::uuid, m.conversation_id)
           and not exists (select from hidden_messages h
                            where h.message_id = m.id and h.user_id = ?)
      )
      """;

  /// `place` locks the reader's row, so of two devices that read at once the second sees where the
  /// first has come to: the watermark never goes back, and no message counts as newly read twice.
  /// What somebody has read has been delivered to them, so one row moves both watermarks and one
  /// mark tells both times.
  private static final String READ =
      """
      , place as materialized (
        select p.conversation_id, p.user_id, p.last_read_seq as after_seq,
               greatest(p.last_read_seq, least(target.seq, c.last_seq)) as seq,
               c.participant_count, c.message_count, clock_timestamp() as at
          from target
          join participants p on p.conversation_id = target.conversation_id and p.user_id = ?
          join conversations c on c.id = p.conversation_id
           for no key update of p
      ), moved as (
        update participants p
           set last_read_seq = place.seq,
               last_delivered_seq = greatest(p.last_delivered_seq, place.seq)
          from place
         where p.conversation_id = place.conversation_id
           and p.user_id = place.user_id
           and place.seq > place.after_seq
      ), marked as (
        insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
        select conversation_id, user_id, 'read', after_seq, seq, at
          from place
         where seq > after_seq
            on conflict do nothing -- of an earlier membership: the first time counts
      ), counted as materialized (
        select place.*,
      """
          + Unread.count(
              "place.conversation_id", "place.user_id", "place.after_seq", "place.message_count")
          + " as unread_before, "
          + Unread.count(
              "place.conversation_id", "place.user_id", "place.seq", "place.message_count")
          + " as unread_count, "
          + Unread.mentions("place.conversation_id", "place.user_id", "place.seq")
          + """
             as mention_count
          from place
      )
      select conversation_id, seq, seq > after_seq as moved, at, participant_count, unread_count,
             mention_count, unread_before - unread_count as updated_count
        from counted
      """;

  /// @return empty when there is no such point, or the reader is not there
  Optional<ReadOutcome> read(Point point, UserId reader) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql(point))) {
            bind(statement, point, reader);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(outcome(rows)) : Optional.empty();
            }
          }
        });
  }

  private static String sql(Point point) {
    return switch (point) {
      case Point.Position position -> AT_POSITION + READ;
      case Point.AtMessage message -> AT_MESSAGE + READ;
    };
  }

  private static void bind(PreparedStatement statement, Point point, UserId reader)
      throws SQLException {
    switch (point) {
      case Point.Position position -> {
        statement.setObject(1, position.conversation().value());
        statement.setLong(2, position.seq());
        statement.setObject(3, reader.value());
      }
      case Point.AtMessage at -> {
        ConversationId conversation = at.conversation();
        statement.setObject(1, at.message().value());
        statement.setObject(2, conversation == null ? null : conversation.value());
        statement.setObject(3, reader.value());
        statement.setObject(4, reader.value());
      }
    }
  }

  private static ReadOutcome outcome(ResultSet row) throws SQLException {
    Reading reading =
        new Reading(
            new ConversationId(row.getObject("conversation_id", UUID.class)),
            row.getLong("seq"),
            Columns.instant(row, "at"),
            row.getInt("participant_count"),
            row.getLong("unread_count"),
            row.getLong("mention_count"));
    return new ReadOutcome(reading, row.getBoolean("moved"), row.getLong("updated_count"));
  }

  /// Only rows that move are locked, in the order of their key, so that two reports with the same
  /// people in them wait for each other instead of deadlocking.
  private static final String DELIVERED =
      """
      with reported as (
        select user_id, conversation_id, max(seq) as seq
          from unnest(?::uuid[], ?::uuid[], ?::bigint[]) as r (user_id, conversation_id, seq)
         group by user_id, conversation_id
      ), place as materialized (
        select p.conversation_id, p.user_id, p.last_delivered_seq as after_seq,
               least(r.seq, c.last_seq) as seq, clock_timestamp() as at
          from reported r
          join participants p on p.conversation_id = r.conversation_id and p.user_id = r.user_id
          join conversations c on c.id = p.conversation_id
         where c.participant_count <= ?
           and p.last_delivered_seq < least(r.seq, c.last_seq)
         order by p.conversation_id, p.user_id
           for no key update of p
      ), moved as (
        update participants p
           set last_delivered_seq = place.seq
          from place
         where p.conversation_id = place.conversation_id
           and p.user_id = place.user_id
      ), marked as (
        insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
        select conversation_id, user_id, 'delivered', after_seq, seq, at from place
            on conflict do nothing
      )
      select p.conversation_id, p.user_id, place.seq, place.at
        from reported r
        join participants p on p.conversation_id = r.conversation_id and p.user_id = r.user_id
        left join place on place.conversation_id = p.conversation_id and place.user_id = p.user_id
      """;

  /// @param largest in conversations of more participants nothing is kept
  /// @return for those of the items whose user is there, in any order
  List<Delivery> delivered(List<DeliveredReport.Item> items, int largest) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DELIVERED)) {
            statement.setArray(
                1, connection.createArrayOf("uuid", column(items, item -> item.userId().value())));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "uuid", column(items, item -> item.conversationId().value())));
            statement.setArray(
                3, connection.createArrayOf("bigint", column(items, DeliveredReport.Item::seq)));
            statement.setInt(4, largest);
            List<Delivery> deliveries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                deliveries.add(delivery(rows));
              }
            }
            return deliveries;
          }
        });
  }

  private static Object[] column(
      List<DeliveredReport.Item> items, Function<DeliveredReport.Item, Object> value) {
    return items.stream().map(value).toArray();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Instant at = Columns.instantOrNull(row, "at");
    return new Delivery(
        new ConversationId(row.getObject("conversation_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        at == null ? null : new Delivery.Moved(row.getLong("seq"), at));
  }
}
