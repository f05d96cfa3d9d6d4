package chat.parley.api.receipt;

import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;

/// Reads how much somebody has not read.
@Singleton
class UnreadRepository {
  private final JdbcOperations jdbc;

  UnreadRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// Most of somebody's conversations are read to their end, and cost no look at their messages.
  private static final String UNREAD =
      "select p.conversation_id, "
          + Unread.count("p.conversation_id", "p.user_id", "p.last_read_seq", "c.message_count")
          + " as unread_count, "
          + Unread.mentions("p.conversation_id", "p.user_id", "p.last_read_seq")
          + """
             as mention_count
              from participants p
              join conversations c on c.id = p.conversation_id
             where p.user_id = ? and c.last_seq > p.last_read_seq
            """;

  UnreadCounts of(UserId reader) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UNREAD)) {
            statement.setObject(1, reader.value());
            Map<String, UnreadCounts.InConversation> unread = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                long messages = rows.getLong("unread_count");
                if (messages > 0) {
                  unread.put(
                      rows.getString("conversation_id"),
                      new UnreadCounts.InConversation(messages, rows.getLong("mention_count")));
                }
              }
            }
            return UnreadCounts.of(unread);
          }
        });
  }
}
