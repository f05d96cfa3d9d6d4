package chat.parley.api.message;

import chat.parley.api.outbox.OutboxId;
import chat.parley.api.role.Policy;
import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Carries out what happens to a message after it was sent, in one transaction of three
/// statements:
///
/// 1. [#LOCK] finds the conversation and waits for its turn in it.
/// 2. The change itself. Its snapshot is taken after the wait, so it sees all that came before
///    and may decide by what it reads. In one statement with the lock, it would decide by what
///    was there before the wait: count a reaction wrongly, or edit what has been deleted.
/// 3. The message as it has become, for the answer and for the event.
@Singleton
public class MessageChanges {
  private final TransactionOperations<Connection> transactions;
  private final MessageRows rows;

  MessageChanges(TransactionOperations<Connection> transactions, MessageRows rows) {
    this.transactions = transactions;
    this.rows = rows;
  }

  /// First the actor's participant row, as everywhere. The conversation is locked also for who is
  /// no participant: the next statement must not find one who joined in between unlocked.
  private static final String LOCK =
      """
      with room as materialized (
        select conversation_id as id from messages where id = ?
      ), actor as materialized (
        select p.user_id
          from room join participants p on p.conversation_id = room.id and p.user_id = ?
           for no key update of p
      )
      select c.id, actor.user_id
        from room
        join conversations c on c.id = room.id
        left join actor on true
         for no key update of c
      """;

  /// Puts a change together.
  ///
  /// @param ruling a query of `target`: all its columns, those that the effects need beside them,
  ///     and a `verdict`. Only `changed` takes a number; the effects happen with it or not at
  ///     all.
  /// @param effects further parts of the `with` clause that do what was decided to `ruled`, a
  ///     single row, at `next.seq` and `next.at`, a single row or none. They write the log entry.
  public static String statement(String ruling, String effects) {
    return statement(ruling, effects, Mentions.NOBODY);
  }

  /// The same, and tells who is to hear that they are named.
  ///
  /// @param alerted as [Mentions#ALERTED]
  static String statement(String ruling, String effects, String alerted) {
    return statement(PARTICIPANTS, ruling, effects, alerted);
  }

  /// The same for an admin of the system, who need not be in the conversation.
  static String overruling(String ruling, String effects) {
    return statement(ADMINS, ruling, effects, Mentions.NOBODY);
  }

  private static final String PARTICIPANTS =
      """
      select m.*, p.user_id as actor_id, p.muted_until, p.blocked, c.type as conversation_type,
             %s as role
        from room
       cross join lateral (select * from messages x
                            where x.conversation_id = room.id and x.id = ? offset 0) m
        join conversations c on c.id = room.id
        join participants p on p.conversation_id = room.id and p.user_id = ?
       where not exists (select from hidden_messages h
                          where h.message_id = m.id and h.user_id = p.user_id)
      """
          .formatted(Policy.roleInEffect("c", "p"));

  private static final String ADMINS =
      """
      select m.*, admin.id as actor_id
        from room
       cross join lateral (select * from messages x
                            where x.conversation_id = room.id and x.id = ? offset 0) m
        join conversations c on c.id = room.id and c.deleted_at is null
        join accounts admin on admin.id = ?
       where admin.role = 'admin' and admin.deleted_at is null
      """;

  private static String statement(String target, String ruling, String effects, String alerted) {
    return """
        with room as materialized (
          select ?::uuid as id
        ), target as (
        %s
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
        select ruled.verdict, ruled.conversation_id, next.seq, next.at, queued.id as outbox_id,
               %s
          from ruled
          left join next on true
          left join queued on true
        """
        .formatted(target, ruling, effects, alerted);
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
    return transactions.executeWrite(
        transaction -> {
          Connection connection = transaction.getConnection();
          try {
            ConversationId room = lock(connection, message, actor);
            return room == null
                ? Optional.empty()
                : change(connection, statement, verdicts, room, message, actor, parameters);
          } catch (SQLException e) {
            throw new DataAccessException("a message was not changed", e);
          }
        });
  }

  /// @param statement from [#overruling]
  /// @return empty when there is no such message, or the actor is no admin
  <V extends Enum<V>> Optional<Overruled<V>> overrule(
      String statement, Class<V> verdicts, MessageId message, UserId admin) {
    return transactions.executeWrite(
        transaction -> {
          Connection connection = transaction.getConnection();
          try {
            ConversationId room = lock(connection, message, admin);
            return room == null
                ? Optional.empty()
                : overruled(connection, statement, verdicts, room, message, admin);
          } catch (SQLException e) {
            throw new DataAccessException("a message was not changed", e);
          }
        });
  }

  private static <V extends Enum<V>> Optional<Overruled<V>> overruled(
      Connection connection,
      String statement,
      Class<V> verdicts,
      ConversationId room,
      MessageId message,
      UserId admin)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.setObject(1, room.value());
      prepared.setObject(2, message.value());
      prepared.setObject(3, admin.value());
      try (ResultSet change = prepared.executeQuery()) {
        return change.next()
            ? Optional.of(
                new Overruled<>(
                    Enums.of(verdicts, change.getString("verdict")), room, place(change)))
            : Optional.empty();
      }
    }
  }

  /// @return `null` when there is no such message
  private static @Nullable ConversationId lock(
      Connection connection, MessageId message, UserId actor) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(LOCK)) {
      prepared.setObject(1, message.value());
      prepared.setObject(2, actor.value());
      try (ResultSet room = prepared.executeQuery()) {
        return room.next() ? new ConversationId(room.getObject("id", UUID.class)) : null;
      }
    }
  }

  private <V extends Enum<V>> Optional<Change<V>> change(
      Connection connection,
      String statement,
      Class<V> verdicts,
      ConversationId room,
      MessageId message,
      UserId actor,
      @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.setObject(1, room.value());
      prepared.setObject(2, message.value());
      prepared.setObject(3, actor.value());
      for (int i = 0; i < parameters.length; i++) {
        prepared.setObject(i + 4, parameters[i]);
      }
      try (ResultSet change = prepared.executeQuery()) {
        if (!change.next()) {
          return Optional.empty();
        }
        V verdict = Enums.of(verdicts, change.getString("verdict"));
        return Optional.of(
            changed(
                connection, verdict, place(change), Mentions.alerts(change), room, message, actor));
      }
    }
  }

  private static @Nullable Place place(ResultSet change) throws SQLException {
    long seq = change.getLong("seq");
    return change.wasNull()
        ? null
        : new Place(seq, Columns.instant(change, "at"), new OutboxId(change.getLong("outbox_id")));
  }

  private <V extends Enum<V>> Change<V> changed(
      Connection connection,
      V verdict,
      @Nullable Place place,
      List<Alert> alerts,
      ConversationId room,
      MessageId message,
      UserId actor)
      throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement(MessageRepository.IN_CONVERSATION)) {
      prepared.setObject(1, room.value());
      prepared.setObject(2, actor.value());
      prepared.setObject(3, message.value());
      try (ResultSet found = prepared.executeQuery()) {
        Message now = found.next() ? rows.read(found) : null;
        Message forEverybody = now == null ? null : rows.readForEverybody(found);
        if (now == null || forEverybody == null) {
          throw new IllegalStateException("a message that is locked is not there: " + message);
        }
        return new Change<>(verdict, place, now, forEverybody, alerts);
      }
    }
  }

  /// What was decided, and what the message has become.
  ///
  /// @param place `null` when nothing was changed
  /// @param message as the actor sees it
  /// @param forEverybody the same as a frame has it
  /// @param alerts who is to hear that it names them now
  public record Change<V extends Enum<V>>(
      V verdict, @Nullable Place place, Message message, Message forEverybody, List<Alert> alerts) {
    public Change {
      alerts = List.copyOf(alerts);
    }
  }

  /// What was decided over everybody's head.
  ///
  /// @param place `null` when nothing was changed
  record Overruled<V extends Enum<V>>(
      V verdict, ConversationId conversation, @Nullable Place place) {}

  /// Where the event stands.
  public record Place(long seq, Instant at, OutboxId outbox) {}
}
