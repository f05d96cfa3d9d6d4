package chat.parley.api.conversation;

import chat.parley.api.system.Enums;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// What is asked and done when a conversation ends.
@Singleton
class ClosingRepository {
  private final JdbcOperations jdbc;

  ClosingRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String STANDING =
      """
      select c.type, p.role
        from participants p
        join conversations c on c.id = p.conversation_id
       where p.conversation_id = ? and p.user_id = ?
      """;

  /// @return empty for who is not in it
  Optional<Standing> standing(ConversationId conversation, UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(STANDING)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, user.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Standing(
                          Enums.of(Conversation.Type.class, row.getString("type")),
                          Enums.of(Conversation.Role.class, row.getString("role"))))
                  : Optional.empty();
            }
          }
        });
  }

  private static final String ERASE =
      """
      with erased as (
        delete from messages where conversation_id = ?
      )
      update conversations set deleted_at = ? where id = ?
      """;

  void erase(ConversationId conversation, Instant at) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, at.atOffset(ZoneOffset.UTC));
            statement.setObject(3, conversation.value());
            return statement.executeUpdate();
          }
        });
  }

  record Standing(Conversation.Type type, Conversation.Role role) {}
}
