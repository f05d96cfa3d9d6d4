package chat.parley.api.conversation;

import chat.parley.shared.id.ConversationId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;

/// What is done when a conversation ends.
@Singleton
class ClosingRepository {
  private final JdbcOperations jdbc;

  ClosingRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String ERASE =
      """
      with erased as (
        delete from messages where conversation_id = ?
      ), uninvited as (
        delete from invites where conversation_id = ?
      ), unbanned as (
        delete from bans where conversation_id = ?
      )
      update conversations
         set deleted_at = ?, name = null, description = null, avatar_url = null
       where id = ?
      """;

  void erase(ConversationId conversation, Instant at) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
            statement.setObject(1, conversation.value());
            statement.setObject(2, conversation.value());
            statement.setObject(3, conversation.value());
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setObject(5, conversation.value());
            return statement.executeUpdate();
          }
        });
  }
}
