package chat.parley.api.realtime;

import chat.parley.api.message.MessageRows;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The durable events as they are on record. An event is put together from what it refers to at the
/// time of reading, so what was erased since then is not in it.
@Singleton
class EventLog {
  private final JdbcOperations jdbc;
  private final MessageRows messages;

  EventLog(JdbcOperations jdbc, MessageRows messages) {
    this.jdbc = jdbc;
    this.messages = messages;
  }

  private static final String READ =
      """
      select e.conversation_id, e.seq, e.type, e.at, e.actor_id,
      """
          + MessageRows.COLUMNS
          + """
              from unnest(?::uuid[], ?::bigint[], ?::int[])
                   with ordinality as r (conversation_id, after, maximum, place)
             cross join lateral (
                   select * from events
                    where events.conversation_id = r.conversation_id and events.seq > r.after
                    order by events.seq limit r.maximum) e
              left join messages m on m.id = e.message_id
              left join accounts s on s.id = m.sender_id
             order by r.place, e.seq
            """;

  /// Whoever asks has been checked already.
  ///
  /// @return the events of the first range, ascending, then those of the second, and so on
  List<DurableEvent> read(List<Replay.Range> ranges) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(
                1,
                connection.createArrayOf(
                    "uuid",
                    ranges.stream().map(range -> range.conversationId().value()).toArray()));
            statement.setArray(
                2,
                connection.createArrayOf(
                    "bigint", ranges.stream().map(Replay.Range::after).toArray()));
            statement.setArray(
                3,
                connection.createArrayOf(
                    "int", ranges.stream().map(Replay.Range::limit).toArray()));
            List<DurableEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                events.add(event(rows));
              }
            }
            return events;
          }
        });
  }

  private DurableEvent event(ResultSet row) throws SQLException {
    ConversationId conversation = new ConversationId(row.getObject("conversation_id", UUID.class));
    long seq = row.getLong("seq");
    String type = row.getString("type");
    if (MessageCreated.TYPE.equals(type)) {
      Message message = messages.read(row);
      if (message != null) {
        return new MessageCreated(
            conversation, seq, Columns.instant(row, "at"), actor(row), message);
      }
    }
    throw new IllegalStateException(
        "the log has an unreadable %s at %s/%d".formatted(type, conversation, seq));
  }

  private static @Nullable UserId actor(ResultSet row) throws SQLException {
    UUID id = row.getObject("actor_id", UUID.class);
    return id == null ? null : new UserId(id);
  }

  private static final String JOINED_SEQ =
      "select joined_seq from participants where conversation_id = ? and user_id = ?";

  /// @return where the user's membership began; empty when there is none
  OptionalLong joinedSeq(ConversationId conversation, UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(JOINED_SEQ)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, user.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
          }
        });
  }
}
