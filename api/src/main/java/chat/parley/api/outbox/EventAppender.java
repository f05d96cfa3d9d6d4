package chat.parley.api.outbox;

import chat.parley.api.system.Columns;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts events at the end of a conversation's log, and into the outbox, for a transaction that has
/// more to write than they. The messages that people send have a statement of their own.
@Singleton
public class EventAppender {
  private final JdbcOperations jdbc;
  private final JsonMapper json;

  EventAppender(JdbcOperations jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// Locks the conversation row until the commit, so the numbers become visible in their order and
  /// without a hole. Each event has a time of its own, later than all before it: what is ordered by
  /// time is ordered like `seq`.
  private static final String APPEND =
      """
      with entry as (
        select * from unnest(?::text[], ?::uuid[], ?::text[], ?::uuid[], ?::text[])
               with ordinality as e (type, message_id, note, subject_id, details, place)
      ), total as (
        select count(*) as events, count(*) * interval '1 microsecond' as time from entry
      ), conversation as (
        update conversations c
           set last_seq = c.last_seq + total.events,
               last_activity_at =
                 greatest(greatest(c.last_activity_at, c.last_change_at) + total.time,
                          clock_timestamp())
          from total
         where c.id = ?
        returning c.id, c.last_seq - total.events as seq, c.last_activity_at - total.time as at,
                  c.message_count
      ), placed as materialized (
        select conversation.id as conversation_id, conversation.seq + place as seq,
               conversation.at + place * interval '1 microsecond' as at,
               message_count, type, message_id, note, subject_id, details
          from conversation, entry
      ), message as (
        insert into messages (id, conversation_id, seq, ordinal, type, system, created_at)
        select message_id, conversation_id, seq, message_count, 'system', note::jsonb, at
          from placed where note is not null
      ), logged as (
        insert into events
               (conversation_id, seq, type, at, actor_id, message_id, subject_id, details)
        select conversation_id, seq, type, at, ?, message_id, subject_id, details::jsonb from placed
      ), queued as (
        insert into outbox (kind, conversation_id, seq, created_at)
        select 'durable', conversation_id, seq, clock_timestamp() from placed
        returning id, seq
      )
      select queued.id, seq, placed.at from placed join queued using (seq) order by seq
      """;

  /// For the current transaction, which has locked all the participant rows that it will need.
  ///
  /// @param actor who brings it about
  public Appended append(ConversationId conversation, UserId actor, List<NewEvent> events) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            bind(connection, statement, events);
            statement.setObject(6, conversation.value());
            statement.setObject(7, actor.value());
            try (ResultSet rows = statement.executeQuery()) {
              return appended(rows, conversation);
            }
          }
        });
  }

  private void bind(Connection connection, PreparedStatement statement, List<NewEvent> events)
      throws SQLException {
    Function<NewEvent, @Nullable Object> message =
        event -> event.message() == null ? null : event.message().value();
    Function<NewEvent, @Nullable Object> subject =
        event -> event.subject() == null ? null : event.subject().value();
    statement.setArray(1, connection.createArrayOf("text", column(events, NewEvent::type)));
    statement.setArray(2, connection.createArrayOf("uuid", column(events, message)));
    statement.setArray(
        3, connection.createArrayOf("text", column(events, event -> written(event.note()))));
    statement.setArray(4, connection.createArrayOf("uuid", column(events, subject)));
    statement.setArray(
        5,
        connection.createArrayOf(
            "text",
            column(events, event -> written(event.details().isEmpty() ? null : event.details()))));
  }

  private static @Nullable Object[] column(
      List<NewEvent> events, Function<NewEvent, @Nullable Object> value) {
    return events.stream().map(value).toArray();
  }

  private @Nullable String written(@Nullable Object value) {
    try {
      return value == null ? null : json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException("an event of our own can't be written", e);
    }
  }

  private static Appended appended(ResultSet rows, ConversationId conversation)
      throws SQLException {
    List<OutboxRow> appended = new ArrayList<>();
    Instant firstAt = Instant.MAX;
    Instant lastAt = Instant.MIN;
    while (rows.next()) {
      lastAt = Columns.instant(rows, "at");
      firstAt = appended.isEmpty() ? lastAt : firstAt;
      appended.add(
          new OutboxRow.Durable(
              new OutboxId(rows.getLong("id")), conversation, rows.getLong("seq")));
    }
    if (appended.isEmpty()) {
      throw new IllegalStateException("no conversation " + conversation + " to append to");
    }
    return new Appended(appended, firstAt, lastAt);
  }

  /// @param rows one for each event, in their order
  public record Appended(List<OutboxRow> rows, Instant firstAt, Instant lastAt) {
    public Appended {
      rows = List.copyOf(rows);
    }

    public long firstSeq() {
      return rows.getFirst().seq();
    }

    public long lastSeq() {
      return rows.getLast().seq();
    }
  }
}
