package chat.parley.api.message;

import chat.parley.api.outbox.OutboxId;
import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Carries out what happens to a message after it was sent: three statements, but one transaction
/// and one round trip. They go to PostgreSQL together, and what stands before the `Sync` of the
/// extended protocol is one transaction (PostgreSQL manual, "Pipelining").
///
/// 1. [#LOCK] waits for its turn in the conversation.
/// 2. The change itself. Its snapshot is taken after the wait, so it sees all that came before and
///    may decide by what it reads. In one statement with the lock, it would decide by what was
///    there before the wait: count a reaction wrongly, or edit what has been deleted.
/// 3. The message as it has become, for the answer and for the event.
@Singleton
public class MessageChanges {
  private final JdbcOperations jdbc;
  private final MessageRows rows;

  MessageChanges(JdbcOperations jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /// First the actor's participant row, as everywhere. The conversation is locked also for who is
  /// no participant: the next statement must not find one who joined in between unlocked.
  private static final String LOCK =
      """
      with actor as materialized (
        select p.user_id
          from messages m
          join participants p on p.conversation_id = m.conversation_id
         where m.id = ? and p.user_id = ?
           for no key update of p
      )
      select c.id, actor.user_id
        from messages m
        join conversations c on c.id = m.conversation_id
        left join actor on true
       where m.id = ?
         for no key update of c
      """;

  /// Puts a change together.
  ///
  /// @param ruling a query of `target`: all its columns, those that the effects need beside them,
  ///     and a `verdict`. Only `changed` takes a number; the effects happen with it or not at all.
  /// @param effects further parts of the `with` clause that do what was decided to `ruled`, a
  ///     single row, at `next.seq` and `next.at`, a single row or none. They write the log entry.
  public static String statement(String ruling, String effects) {
    String change =
        """
        with target as (
          select m.*, p.user_id as actor_id, p.role, p.muted_until, c.type as conversation_type
            from messages m
            join conversations c on c.id = m.conversation_id
            join participants p on p.conversation_id = m.conversation_id
           where m.id = ? and p.user_id = ?
             and not exists (select from hidden_messages h
                              where h.message_id = m.id and h.user_id = p.user_id)
        ), ruled as materialized (
        %s
        ), next as (
          update conversations c
             set last_seq = c.last_seq + 1,
                 last_change_at =
                   greatest(greatest(c.last_activity_at, c.last_change_at)
                              + interval '1 microsecond',
                            clock_timestamp())
            from ruled
           where c.id = ruled.conversation_id and ruled.verdict = 'changed'
          returning c.last_seq as seq, c.last_change_at as at
        ), queued as (
          insert into outbox (kind, conversation_id, seq, created_at)
          select 'durable', conversation_id, next.seq, clock_timestamp() from ruled, next
          returning id
        ), %s
        select ruled.verdict, next.seq, next.at, queued.id as outbox_id
          from ruled
          left join next on true
          left join queued on true
        """
            .formatted(ruling, effects);
    return LOCK + ";" + change + ";" + MessageRepository.ONE;
  }

  /// @param statement from [#statement]
  /// @param verdicts what the ruling may come to, in lower case there
  /// @param parameters those of the ruling and of the effects
  /// @return empty when there is no such message for the actor
  public <V extends Enum<V>> Optional<Change<V>> make(
      String statement,
      Class<V> verdicts,
      MessageId message,
      UserId actor,
      @Nullable Object... parameters) {
    UUID id = message.value();
    List<@Nullable Object> all = new ArrayList<>();
    all.addAll(List.of(id, actor.value(), id));
    all.addAll(List.of(id, actor.value()));
    all.addAll(Arrays.asList(parameters));
    all.addAll(List.of(actor.value(), id));
    return jdbc.execute(
        connection -> {
          try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < all.size(); i++) {
              prepared.setObject(i + 1, all.get(i));
            }
            prepared.execute();
            prepared.getMoreResults();
            try (ResultSet change = prepared.getResultSet()) {
              return change.next()
                  ? Optional.of(read(change, verdicts, prepared))
                  : Optional.empty();
            }
          }
        });
  }

  private <V extends Enum<V>> Change<V> read(
      ResultSet change, Class<V> verdicts, PreparedStatement prepared) throws SQLException {
    V verdict = Enums.of(verdicts, change.getString("verdict"));
    long seq = change.getLong("seq");
    Place place =
        change.wasNull()
            ? null
            : new Place(
                seq, Columns.instant(change, "at"), new OutboxId(change.getLong("outbox_id")));
    prepared.getMoreResults();
    try (ResultSet found = prepared.getResultSet()) {
      Message message = found.next() ? rows.read(found) : null;
      if (message == null) {
        throw new IllegalStateException("a message that is locked is not there");
      }
      return new Change<>(verdict, place, message);
    }
  }

  /// What was decided, and what the message has become.
  ///
  /// @param place `null` when nothing was changed
  /// @param message as the actor sees it
  public record Change<V extends Enum<V>>(V verdict, @Nullable Place place, Message message) {}

  /// Where the event stands.
  public record Place(long seq, Instant at, OutboxId outbox) {}
}
