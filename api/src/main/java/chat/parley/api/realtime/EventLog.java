package chat.parley.api.realtime;

import chat.parley.shared.event.DurableEvent;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The durable events as they are on record. An event is put together from what it refers to at the
/// time of reading, so what was erased since then is not in it.
@Singleton
class EventLog {
  private final JdbcOperations jdbc;
  private final EventRows events;

  EventLog(JdbcOperations jdbc, EventRows events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  private static final String READ =
      "select "
          + EventRows.COLUMNS
          + """
              from unnest(?::uuid[], ?::bigint[], ?::int[])
                   with ordinality as r (conversation_id, after, maximum, place)
             cross join lateral (
                   select * from events
                    where events.conversation_id = r.conversation_id and events.seq > r.after
                    order by events.seq limit r.maximum) e
            """
          + EventRows.JOINS
          + " order by r.place, e.seq";

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
            List<DurableEvent> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(events.read(rows));
              }
            }
            return found;
          }
        });
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
