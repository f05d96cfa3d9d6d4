package chat.parley.api.message;

import chat.parley.api.outbox.OutboxId;
import chat.parley.api.receipt.Reading;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.Author;
import chat.parley.shared.event.Message;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/// Puts a message into its conversation: one statement, one round trip, one transaction.
@Singleton
class SendRepository {
  private final JdbcOperations jdbc;

  SendRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// How the statement keeps what is promised:
  /// - `sender` locks the participant row first, so a removal, a mute or a block that commits at
  ///   the same time is either seen here or comes after this message. Then `next` locks the
  ///   conversation row until the commit, so numbers become visible in their order and none is
  ///   skipped: a statement that fails takes its number back with it.
  /// - `earlier` finds a repeated send. Two that race both miss it; then the unique index on
  ///   `client_id` fails the second one as a whole, and [#send] answers [Outcome.Repeated].
  /// - The time is taken under the lock and never runs backwards, so that `created_at` orders
  ///   like `seq` even when two machines' clocks disagree: it is later than the last message
  ///   (`last_activity_at`) and than the last event of another kind (`last_change_at`). The
  ///   outbox row has the database's own time, for its age is measured there.
  /// - Whoever sends has read what was before: `moved` takes their watermark to the message, so
  ///   none of their own is ever unread. Where something was before it, `marked` says since when
  ///   they have read that; a second message in a row has nothing to mark.
  static final String SEND =
      """
      with sender as materialized (
        select p.conversation_id, p.user_id,
               c.type <> 'channel' or p.role <> 'member' as may_post,
               case when p.muted_until > clock_timestamp() then p.muted_until end as muted_until,
               p.blocked, p.last_read_seq, s.username, s.display_name, s.avatar_url
          from participants p
          join conversations c on c.id = p.conversation_id
          join accounts s on s.id = p.user_id
         where p.conversation_id = ? and p.user_id = ?
           for no key update of p
      ), earlier as (
        select m.id
          from sender join messages m on m.conversation_id = sender.conversation_id
                                     and m.sender_id = sender.user_id
                                     and m.client_id = ?
      ), next as (
        update conversations c
           set last_seq = c.last_seq + 1,
               message_count = c.message_count + 1,
               last_activity_at =
                 greatest(greatest(c.last_activity_at, c.last_change_at)
                            + interval '1 microsecond',
                          clock_timestamp())
          from sender
         where c.id = sender.conversation_id
           and sender.may_post
           and sender.muted_until is null
           and not sender.blocked
           and not exists (select from earlier)
        returning c.id, sender.user_id, c.last_seq as seq, c.last_activity_at as at,
                  c.message_count as ordinal, c.participant_count,
                  case when sender.last_read_seq < c.last_seq - 1
                       then sender.last_read_seq end as unread_from
      ), message as (
        insert into messages
               (id, conversation_id, seq, ordinal, sender_id, type, content, client_id, created_at)
        select ?, id, seq, ordinal, user_id, 'text', ?, ?, at from next
        returning id
      ), moved as (
        update participants p
           set last_read_seq = next.seq, last_delivered_seq = next.seq
          from next
         where p.conversation_id = next.id and p.user_id = next.user_id
      ), marked as (
        insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
        select id, user_id, 'read', unread_from, seq, at from next where unread_from is not null
      ), logged as (
        insert into events (conversation_id, seq, type, at, actor_id, message_id)
        select next.id, seq, 'message.created', at, user_id, message.id from next, message
      ), queued as (
        insert into outbox (kind, conversation_id, seq, created_at)
        select 'durable', id, seq, clock_timestamp() from next
        returning id
      )
      select sender.user_id as sender_id, sender.username as sender_username,
             sender.display_name as sender_display_name, sender.avatar_url as sender_avatar_url,
             sender.may_post, sender.muted_until, sender.blocked,
             earlier.id as earlier_id, next.seq, next.at, next.participant_count,
             next.unread_from is not null as has_read, queued.id as outbox_id
        from sender
        left join earlier on true
        left join next on true
        left join queued on true
      """;

  Outcome send(Draft draft) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SEND)) {
            statement.setObject(1, draft.conversation().value());
            statement.setObject(2, draft.sender().value());
            statement.setString(3, draft.clientId());
            statement.setObject(4, draft.id().value());
            statement.setString(5, draft.content());
            statement.setString(6, draft.clientId());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? outcome(rows, draft) : new Outcome.NotAParticipant();
            }
          } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
              return new Outcome.Repeated();
            }
            throw e;
          }
        });
  }

  private static Outcome outcome(ResultSet row, Draft draft) throws SQLException {
    UUID earlier = row.getObject("earlier_id", UUID.class);
    if (earlier != null) {
      return new Outcome.Repeated();
    }
    if (!row.getBoolean("may_post")) {
      return new Outcome.ReadOnly();
    }
    if (row.getBoolean("blocked")) {
      return new Outcome.Blocked();
    }
    Instant mutedUntil = Columns.instantOrNull(row, "muted_until");
    if (mutedUntil != null) {
      return new Outcome.Muted(mutedUntil);
    }
    Author author = Objects.requireNonNull(MessageRows.author(row));
    Message message = message(draft, author, row.getLong("seq"), Columns.instant(row, "at"));
    return new Outcome.Placed(
        message,
        new OutboxId(row.getLong("outbox_id")),
        row.getBoolean("has_read")
            ? Reading.bySending(message, row.getInt("participant_count"))
            : null);
  }

  private static Message message(Draft draft, Author author, long seq, Instant at) {
    return new Message(
        draft.id(),
        draft.conversation(),
        seq,
        Message.Type.TEXT,
        author,
        draft.content(),
        List.of(),
        null,
        Message.ThreadSummary.NONE,
        List.of(),
        List.of(),
        null,
        false,
        draft.clientId(),
        at,
        null,
        0,
        null,
        null);
  }

  /// What the statement did.
  sealed interface Outcome {
    /// @param reading `null` when there was nothing before it that its sender had not read
    record Placed(Message message, OutboxId outbox, @Nullable Reading reading) implements Outcome {}

    record Repeated() implements Outcome {}

    record NotAParticipant() implements Outcome {}

    record ReadOnly() implements Outcome {}

    record Blocked() implements Outcome {}

    record Muted(Instant until) implements Outcome {}
  }
}
