package chat.parley.api.conversation;

import chat.parley.api.role.Policy;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// How somebody stands to a conversation.
@Singleton
class StandingRepository {
  private final JdbcOperations jdbc;

  StandingRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String STANDING =
      """
      select c.type, c.visibility, c.lobby, c.name, c.description, c.avatar_url,
             %s as role
        from conversations c
        left join participants p on p.conversation_id = c.id and p.user_id = ?
       where c.id = ? and c.deleted_at is null
      """
          .formatted(Policy.roleInEffect("c", "p"));

  /// @return empty when there is no such conversation
  Optional<Standing> standing(ConversationId conversation, UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(STANDING)) {
            statement.setObject(1, user.value());
            statement.setObject(2, conversation.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(standing(row)) : Optional.empty();
            }
          }
        });
  }

  private static Standing standing(ResultSet row) throws SQLException {
    String role = row.getString("role");
    return new Standing(
        Enums.of(Conversation.Type.class, row.getString("type")),
        Enums.of(Conversation.Visibility.class, row.getString("visibility")),
        row.getBoolean("lobby"),
        row.getString("name"),
        row.getString("description"),
        row.getString("avatar_url"),
        role == null ? null : Enums.of(Conversation.Role.class, role));
  }
}
