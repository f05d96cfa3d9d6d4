package chat.parley.api.pin;

import chat.parley.api.message.MessageChanges;
import chat.parley.api.message.MessageRows;
import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pins messages, takes pins away, and lists them. The conversation's lock makes counting safe.
@Singleton
class PinRepository {
  private final JdbcOperations jdbc;
  private final MessageChanges changes;
  private final MessageRows rows;

  PinRepository(JdbcOperations jdbc, MessageChanges changes, MessageRows rows) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.rows = rows;
  }

  enum Verdict {
    CHANGED,
    UNCHANGED,
    FORBIDDEN,
    CLOSED,
    BLOCKED,
    FULL
  }

  private static final String MAY_PIN = Policy.condition(Deed.PIN, "conversation_type", "role");

  private static final String PIN =
      MessageChanges.statement(
          """
          select target.*,
                 case when not %s then 'forbidden'
                      when type = 'system' or deleted_at is not null then 'closed'
                      when pinned_at is not null then 'unchanged'
                      when blocked then 'blocked'
                      when (select count(*) from messages other
                             where other.conversation_id = target.conversation_id
                               and other.pinned_at is not null) >= ? then 'full'
                      else 'changed' end as verdict
            from target
          """
              .formatted(MAY_PIN),
          """
          pinned as (
            update messages m set pinned_at = next.at, pinned_by = ruled.actor_id
              from ruled, next
             where m.conversation_id = ruled.conversation_id and m.id = ruled.id
          ), logged as (
            insert into events (conversation_id, seq, type, at, actor_id, message_id)
            select conversation_id, next.seq, 'message.pinned', next.at, actor_id, id
              from ruled, next
          )
          """);

  /// @param most how many the conversation may have
  /// @return empty when there is no such message for the actor
  Optional<MessageChanges.Change<Verdict>> pin(MessageId message, UserId actor, int most) {
    return changes.make(PIN, Verdict.class, message, actor, most);
  }

  /// What is pinned can be unpinned, whoever is blocked.
  private static final String UNPIN =
      MessageChanges.statement(
          """
          select target.*,
                 case when not %s then 'forbidden'
                      when pinned_at is null then 'unchanged'
                      else 'changed' end as verdict
            from target
          """
              .formatted(MAY_PIN),
          """
          unpinned as (
            update messages m set pinned_at = null, pinned_by = null
              from ruled, next
             where m.conversation_id = ruled.conversation_id and m.id = ruled.id
          ), logged as (
            insert into events (conversation_id, seq, type, at, actor_id, message_id)
            select conversation_id, next.seq, 'message.unpinned', next.at, actor_id, id
              from ruled, next
          )
          """);

  /// @return empty when there is no such message for the actor
  Optional<MessageChanges.Change<Verdict>> unpin(MessageId message, UserId actor) {
    return changes.make(UNPIN, Verdict.class, message, actor);
  }

  private static final String PAGE =
      "select p.user_id as reader_id, "
          + MessageRows.COLUMNS
          + """
            , m.pinned_at
              from participants p
              left join lateral (
                select * from messages b
                 where b.conversation_id = p.conversation_id and b.pinned_at < ?
                   and not exists (select from hidden_messages h
                                    where h.message_id = b.id and h.user_id = p.user_id)
                 order by b.pinned_at desc limit ?) m on true
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.joins("p.user_id")
          + """
             where p.conversation_id = ? and p.user_id = ?
             order by m.pinned_at desc
            """;

  /// The newest pin first.
  ///
  /// @return empty when there is no such conversation for the reader
  Optional<List<Pinned>> page(
      ConversationId conversation, UserId reader, PinCursor before, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, before.pinnedAt().atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            statement.setObject(3, conversation.value());
            statement.setObject(4, reader.value());
            try (ResultSet found = statement.executeQuery()) {
              return pinned(found);
            }
          }
        });
  }

  private Optional<List<Pinned>> pinned(ResultSet found) throws SQLException {
    if (!found.next()) {
      return Optional.empty();
    }
    List<Pinned> pinned = new ArrayList<>();
    do {
      Message message = rows.read(found);
      if (message != null) {
        pinned.add(new Pinned(message, PinCursor.of(found)));
      }
    } while (found.next());
    return Optional.of(pinned);
  }

  /// @param place where the next page goes on
  record Pinned(Message message, PinCursor place) {}
}
