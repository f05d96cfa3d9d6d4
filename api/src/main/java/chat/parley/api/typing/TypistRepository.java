package chat.parley.api.typing;

import chat.parley.api.role.Deed;
import chat.parley.api.role.Policy;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// Reads who would be writing.
@Singleton
class TypistRepository {
  private final JdbcOperations jdbc;

  TypistRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String TYPIST =
      """
      select a.username, %s as may_post,
             p.blocked, coalesce(p.muted_until > clock_timestamp(), false) as muted
        from participants p
        join conversations c on c.id = p.conversation_id
        join accounts a on a.id = p.user_id
       where p.conversation_id = ? and p.user_id = ? and c.deleted_at is null
      """
          .formatted(Policy.condition(Deed.WRITE, "c.type", "p.role"));

  /// @return empty for who is not in the conversation
  Optional<Typist> find(ConversationId conversation, UserId user) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TYPIST)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, user.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next()
                  ? Optional.of(
                      new Typist(
                          rows.getString("username"),
                          rows.getBoolean("may_post"),
                          rows.getBoolean("blocked"),
                          rows.getBoolean("muted")))
                  : Optional.empty();
            }
          }
        });
  }

  record Typist(String username, boolean mayPost, boolean isBlocked, boolean isMuted) {}
}
