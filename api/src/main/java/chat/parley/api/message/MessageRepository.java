package chat.parley.api.message;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads messages.
@Singleton
class MessageRepository {
  private final JdbcOperations jdbc;
  private final MessageRows rows;

  MessageRepository(JdbcOperations jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private static final String BY_CLIENT_ID =
      "select "
          + MessageRows.COLUMNS
          + """
              from messages m
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.reactions("m.sender_id")
          + """
             where m.conversation_id = ? and m.sender_id = ? and m.client_id = ?
               and exists (select from participants p
                            where p.conversation_id = m.conversation_id
                              and p.user_id = m.sender_id)
            """;

  /// @return empty when there is none, and when its sender is no longer in the conversation
  Optional<Message> findByClientId(Draft draft) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BY_CLIENT_ID)) {
            statement.setObject(1, draft.conversation().value());
            statement.setObject(2, draft.sender().value());
            statement.setString(3, draft.clientId());
            try (ResultSet found = statement.executeQuery()) {
              return found.next() ? Optional.ofNullable(rows.read(found)) : Optional.empty();
            }
          }
        });
  }

  /// As the reader sees it; parameters: reader, message.
  static final String ONE =
      "select "
          + MessageRows.COLUMNS
          + """
              from messages m
              join participants p on p.conversation_id = m.conversation_id and p.user_id = ?
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.reactions("p.user_id")
          + """
             where m.id = ?
               and not exists (select from hidden_messages h
                                where h.message_id = m.id and h.user_id = p.user_id)
            """;

  /// @return empty when there is none, and when the reader may not know that there is
  Optional<Message> find(MessageId id, UserId reader) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setObject(1, reader.value());
            statement.setObject(2, id.value());
            try (ResultSet found = statement.executeQuery()) {
              return found.next() ? Optional.ofNullable(rows.read(found)) : Optional.empty();
            }
          }
        });
  }

  /// Two index ranges around the anchor and whether there is more on either side, in one
  /// statement. The anchor itself belongs to neither side, but to a page around it. What the
  /// reader has hidden is not there for them. No row at all: not a participant; one row without
  /// an anchor: no such message. `sides` is materialized, or PostgreSQL would look again for each
  /// message of the page.
  static final String PAGE =
      """
      with anchor as (
        select p.conversation_id, p.user_id,
               case when ?::uuid is null then ?::bigint
                    else (select seq from messages a
                           where id = ?::uuid and conversation_id = p.conversation_id
                             and not exists (select from hidden_messages h
                                              where h.message_id = a.id
                                                and h.user_id = p.user_id)) end as seq
          from participants p
         where p.conversation_id = ? and p.user_id = ?
      ), part as (
        (select m.* from anchor join lateral (
           select * from messages b
            where conversation_id = anchor.conversation_id and seq < anchor.seq
              and not exists (select from hidden_messages h
                               where h.message_id = b.id and h.user_id = anchor.user_id)
            order by seq desc limit ?) m on true)
        union all
        (select m.* from anchor join lateral (
           select * from messages b
            where conversation_id = anchor.conversation_id and seq > anchor.seq - ?
              and not exists (select from hidden_messages h
                               where h.message_id = b.id and h.user_id = anchor.user_id)
            order by seq limit ?) m on true)
      ), sides as materialized (
        select exists (select from messages e
                        where e.conversation_id = anchor.conversation_id
                          and e.seq <= anchor.seq
                          and not exists (select from hidden_messages h
                                           where h.message_id = e.id
                                             and h.user_id = anchor.user_id)) as older,
               exists (select from messages e
                        where e.conversation_id = anchor.conversation_id
                          and e.seq >= anchor.seq
                          and not exists (select from hidden_messages h
                                           where h.message_id = e.id
                                             and h.user_id = anchor.user_id)) as newer
          from anchor
      )
      select anchor.seq as anchor_seq, sides.older, sides.newer,
      """
          + MessageRows.COLUMNS
          + """
              from anchor
             cross join sides
              left join part m on true
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.reactions("anchor.user_id")
          + " order by m.seq";

  PageResult page(ConversationId conversation, UserId reader, PageRequest request) {
    PageWindow window = PageWindow.of(request);
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            bindAnchor(statement, request.anchor());
            statement.setObject(4, conversation.value());
            statement.setObject(5, reader.value());
            statement.setInt(6, window.olderRows());
            statement.setInt(7, window.withAnchor() ? 1 : 0);
            statement.setInt(8, window.newerRows());
            try (ResultSet found = statement.executeQuery()) {
              return read(found, window);
            }
          }
        });
  }

  private static void bindAnchor(PreparedStatement statement, Anchor anchor) throws SQLException {
    switch (anchor) {
      case Anchor.Seq seq -> {
        statement.setObject(1, null);
        statement.setLong(2, seq.value());
        statement.setObject(3, null);
      }
      case Anchor.Id id -> {
        statement.setObject(1, id.value().value());
        statement.setLong(2, 0);
        statement.setObject(3, id.value().value());
      }
    }
  }

  private PageResult read(ResultSet found, PageWindow window) throws SQLException {
    if (!found.next()) {
      return new PageResult.NotAParticipant();
    }
    long anchor = found.getLong("anchor_seq");
    if (found.wasNull()) {
      return new PageResult.UnknownAnchor();
    }
    boolean older = found.getBoolean("older");
    boolean newer = found.getBoolean("newer");
    List<Message> messages = new ArrayList<>();
    do {
      Message message = rows.read(found);
      if (message != null) {
        messages.add(message);
      }
    } while (found.next());
    return window.cut(messages, anchor, older, newer);
  }
}
