package chat.parley.api.mention;

import chat.parley.api.message.MessageRows;
import chat.parley.shared.event.Message;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// Reads mentions.
@Singleton
class MentionRepository {
  private final JdbcOperations jdbc;
  private final MessageRows rows;

  MentionRepository(JdbcOperations jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /// Finds the page first, and only then what belongs to its messages. Of conversations that the
  /// reader has left nothing is shown; should they come back, it is there again. What they hid is
  /// no mention any more.
  private static final String PAGE =
      "select "
          + MessageRows.COLUMNS
          + """
              from (select n.message_id, n.conversation_id, n.user_id
                      from mentions n
                      join participants p on p.conversation_id = n.conversation_id
                                         and p.user_id = n.user_id
                     where n.user_id = ? and n.message_id < ?
                     order by n.message_id desc
                     limit ?) mine
              join messages m on m.conversation_id = mine.conversation_id and m.id = mine.message_id
              left join accounts s on s.id = m.sender_id
            """
          + MessageRows.joins("mine.user_id")
          + " order by m.id desc";

  /// The newest message first.
  List<Message> page(UserId reader, MessageId before, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, reader.value());
            statement.setObject(2, before.value());
            statement.setInt(3, limit);
            List<Message> mentions = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                Message message = rows.read(found);
                if (message != null) {
                  mentions.add(message);
                }
              }
            }
            return mentions;
          }
        });
  }
}
