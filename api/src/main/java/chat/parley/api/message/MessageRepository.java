package chat.parley.api.message;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// Reads single messages.
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
          + MessageRows.joins("m.sender_id")
          + """
             where m.conversation_id = ? and m.sender_id = ? and m.client_id = ?
               and exists (select from participants p
                            where p.conversation_id = m.conversation_id
                              and p.user_id = m.sender_id)
            """;

  /// @return empty when there is none, and when its sender is no longer in the conversation
  Optional<Message> findByClientId(ConversationId conversation, UserId sender, String clientId) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BY_CLIENT_ID)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, sender.value());
            statement.setString(3, clientId);
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
          + MessageRows.joins("p.user_id")
          + """
             where m.id = ?
               and not exists (select from hidden_messages h
                                where h.message_id = m.id and h.user_id = p.user_id)
            """;

  /// The same where the conversation is known; parameters: conversation, reader, message.
  ///
  /// `room` is materialized, so PostgreSQL plans once for all conversations and chooses the part
  /// of `messages` when it carries the plan out: a plan for a known conversation looks so much
  /// cheaper to it that it would plan each time anew, which costs more than all else. `offset 0`
  /// has it look there only: it might take the id alone, in all parts, and compare the
  /// conversation afterwards.
  static final String IN_CONVERSATION =
      """
      with room as materialized (select ?::uuid as id)
      select
      """
          + MessageRows.COLUMNS
          + """
              from room
              join participants p on p.conversation_id = room.id and p.user_id = ?
             cross join lateral (select * from messages x
                                  where x.conversation_id = room.id and x.id = ? offset 0) m
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.joins("p.user_id")
          + """
             where not exists (select from hidden_messages h
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
}
