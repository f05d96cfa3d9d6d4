package chat.parley.api.forward;

import chat.parley.api.media.Attachments;
import chat.parley.api.message.MessageRows;
import chat.parley.api.message.SendResult;
import chat.parley.api.outbox.OutboxId;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.api.system.Columns;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.Id;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements of a forward, all in one transaction, whatever the number of conversations.
@Singleton
class ForwardRepository {
  private final JdbcOperations jdbc;
  private final MessageRows rows;

  ForwardRepository(JdbcOperations jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /// First the actor's participant rows, then the conversations, both in the order of their ids,
  /// so that two forwards wait for each other instead of deadlocking. The source's conversation
  /// is among them: nobody deletes or edits the message between the look at it and the copy. So
  /// are those in which the actor is nobody: the next statement must not find one unlocked that
  /// they joined in between.
  private static final String LOCK =
      """
      with touched as materialized (
        select unnest(?::uuid[]) as id
        union
        select conversation_id from messages where id = ?
      ), actor as materialized (
        select p.conversation_id from participants p
         where p.user_id = ? and p.conversation_id in (select id from touched)
         order by p.conversation_id
           for no key update of p
      )
      select c.id from conversations c
       where c.id in (select id from touched) and (select count(*) from actor) >= 0
       order by c.id
         for no key update of c
      """;

  void lock(Forward forward) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, forward.conversations(connection));
            statement.setObject(2, forward.source().value());
            statement.setObject(3, forward.actor().value());
            return statement.execute();
          }
        });
  }

  private static final String RULING =
      """
      with source as (
        select m.id, m.content, m.type = 'system' or m.deleted_at is not null as is_closed
          from messages m
          join participants p on p.conversation_id = m.conversation_id and p.user_id = ?
         where m.id = ?
           and not exists (select from hidden_messages h
                            where h.message_id = m.id and h.user_id = p.user_id)
      )
      select source.content, source.is_closed,
             case when p.user_id is null then 'absent'
                  when not %s then 'read_only'
                  when p.blocked then 'blocked'
                  when p.muted_until > clock_timestamp() then 'muted'
                  else 'open' end as verdict, p.muted_until
        from source
       cross join unnest(?::uuid[]) with ordinality as w (conversation_id, place)
        left join participants p on p.conversation_id = w.conversation_id and p.user_id = ?
        left join conversations c on c.id = p.conversation_id
       order by w.place
      """
          .formatted(Policy.condition(Deed.WRITE, "c.type", "p.role"));

  /// @return empty when there is no such message for the actor
  Optional<Ruling> rule(Forward forward) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(RULING)) {
            statement.setObject(1, forward.actor().value());
            statement.setObject(2, forward.source().value());
            statement.setArray(3, forward.conversations(connection));
            statement.setObject(4, forward.actor().value());
            try (ResultSet found = statement.executeQuery()) {
              return found.next() ? Optional.of(ruling(found)) : Optional.empty();
            }
          }
        });
  }

  private static Ruling ruling(ResultSet found) throws SQLException {
    String content = found.getString("content");
    boolean closed = found.getBoolean("is_closed");
    SendResult.Refusal refusal = null;
    do {
      refusal = refusal == null ? refusal(found) : refusal;
    } while (found.next());
    return new Ruling(closed, content == null ? "" : content, refusal);
  }

  private static SendResult.@Nullable Refusal refusal(ResultSet row) throws SQLException {
    String verdict = row.getString("verdict");
    return switch (verdict) {
      case "open" -> null;
      case "absent" -> new SendResult.NotAParticipant();
      case "read_only" -> new SendResult.ReadOnly();
      case "blocked" -> new SendResult.Blocked();
      case "muted" -> new SendResult.Muted(Columns.instant(row, "muted_until"));
      default -> throw new IllegalStateException(verdict);
    };
  }

  /// The same as a send does in each of them. What is forwarded again comes from where it was
  /// said first. The names in it are not called again: who forwards speaks to nobody in it. Its
  /// files become files of the new message, of the same contents: each goes with its own message,
  /// and who forwards has uploaded nothing.
  private static final String WRITE =
      """
      with source as (
        select type, content, terms, coalesce(forwarded_from, id) as origin
          from messages where id = ?
      ), next as (
        update conversations c
           set last_seq = c.last_seq + 1,
               message_count = c.message_count + 1,
               last_activity_at =
                 greatest(greatest(c.last_activity_at, c.last_change_at)
                            + interval '1 microsecond',
                          clock_timestamp())
          from unnest(?::uuid[], ?::uuid[]) with ordinality
               as w (conversation_id, message_id, place),
               participants p
         where c.id = w.conversation_id and p.conversation_id = c.id and p.user_id = ?
        returning c.id, p.user_id, c.last_seq as seq, c.last_activity_at as at,
                  c.message_count as ordinal, c.participant_count,
                  case when p.last_read_seq < c.last_seq - 1 then p.last_read_seq end
                    as unread_from,
                  w.message_id, w.place
      ), message as (
        insert into messages
               (id, conversation_id, seq, ordinal, sender_id, type, content, terms,
                forwarded_from, created_at)
        select next.message_id, next.id, next.seq, next.ordinal, next.user_id, source.type,
               source.content, source.terms, source.origin, next.at
          from next, source
      ), carried as (
        insert into media
               (id, content_id, message_id, conversation_id, position, kind, content_type, file_name,
                created_at)
        select (?::uuid[])[((next.place - 1) * ? + d.position)::int], d.content_id, next.message_id,
               next.id, d.position, d.kind, d.content_type, d.file_name, next.at
          from next join media d on d.message_id = ?
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
        select id, seq, 'message.created', at, user_id, message_id from next
      ), queued as (
        insert into outbox (kind, conversation_id, seq, created_at)
        select 'durable', id, seq, clock_timestamp() from next
        returning id, conversation_id
      )
      select queued.id, next.participant_count, next.unread_from is not null as has_read
        from next join queued on queued.conversation_id = next.id
       order by place
      """;

  /// @param messages an id for each conversation
  /// @param media ids for the files of each, as many as a message may have
  /// @return what became of each, in the same order
  List<Placed> write(Forward forward, List<MessageId> messages, List<MediaId> media) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setObject(1, forward.source().value());
            statement.setArray(2, forward.conversations(connection));
            statement.setArray(3, ids(connection, messages));
            statement.setObject(4, forward.actor().value());
            statement.setArray(5, ids(connection, media));
            statement.setInt(6, Attachments.MOST);
            statement.setObject(7, forward.source().value());
            List<Placed> written = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                written.add(
                    new Placed(
                        new OutboxId(found.getLong("id")),
                        found.getInt("participant_count"),
                        found.getBoolean("has_read")));
              }
            }
            return written;
          }
        });
  }

  private static Array ids(Connection connection, List<? extends Id> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.stream().map(Id::value).toArray());
  }

  private static final String READ =
      "select "
          + MessageRows.COLUMNS
          + """
              from unnest(?::uuid[], ?::uuid[]) with ordinality as w (conversation_id, id, place)
              join messages m on m.conversation_id = w.conversation_id and m.id = w.id
              join participants p on p.conversation_id = m.conversation_id and p.user_id = ?
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.joins("p.user_id")
          + " order by w.place";

  /// The new messages as they have become.
  List<Copy> read(Forward forward, List<MessageId> messages) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, forward.conversations(connection));
            statement.setArray(2, ids(connection, messages));
            statement.setObject(3, forward.actor().value());
            List<Copy> copies = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                copies.add(
                    new Copy(
                        Objects.requireNonNull(rows.read(found)),
                        Objects.requireNonNull(rows.readForEverybody(found))));
              }
            }
            return copies;
          }
        });
  }

  /// @param refusal of the first conversation that refuses
  record Ruling(boolean isClosed, String content, SendResult.@Nullable Refusal refusal) {}

  /// @param participants how many are in the conversation
  /// @param hasRead whether there was something before it that its sender had not read
  record Placed(OutboxId outbox, int participants, boolean hasRead) {}

  /// @param message as its sender sees it
  record Copy(Message message, Message forEverybody) {}
}
