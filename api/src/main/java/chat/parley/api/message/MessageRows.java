package chat.parley.api.message;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Author;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message from a row of `messages m left join accounts s on s.id = m.sender_id`, alone or joined
/// to more.
@Singleton
public class MessageRows {
  public static final String COLUMNS =
      """
      m.id as message_id, m.conversation_id as message_conversation_id, m.seq as message_seq,
      m.type as message_type, m.content, m.system, m.client_id, m.created_at as message_created_at,
      m.edited_at, m.edit_count, m.deleted_at as message_deleted_at,
      s.id as sender_id, s.username as sender_username, s.display_name as sender_display_name,
      s.avatar_url as sender_avatar_url
      """;

  private final JsonMapper json;

  MessageRows(JsonMapper json) {
    this.json = json;
  }

  /// @return `null` where an outer join found no message
  public @Nullable Message read(ResultSet row) throws SQLException {
    UUID id = row.getObject("message_id", UUID.class);
    if (id == null) {
      return null;
    }
    return new Message(
        new MessageId(id),
        new ConversationId(row.getObject("message_conversation_id", UUID.class)),
        row.getLong("message_seq"),
        Enums.of(Message.Type.class, row.getString("message_type")),
        author(row),
        row.getString("content"),
        List.of(),
        null,
        Message.ThreadSummary.NONE,
        List.of(),
        List.of(),
        null,
        false,
        row.getString("client_id"),
        Columns.instant(row, "message_created_at"),
        Columns.instantOrNull(row, "edited_at"),
        row.getInt("edit_count"),
        Columns.instantOrNull(row, "message_deleted_at"),
        note(row.getString("system")));
  }

  /// @return `null` where an outer join found no sender
  public static @Nullable Author author(ResultSet row) throws SQLException {
    UUID id = row.getObject("sender_id", UUID.class);
    return id == null
        ? null
        : new Author(
            new UserId(id),
            row.getString("sender_username"),
            row.getString("sender_display_name"),
            row.getString("sender_avatar_url"));
  }

  private @Nullable SystemNote note(@Nullable String stored) {
    try {
      return stored == null ? null : json.readValue(stored, SystemNote.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a system note in the database is not readable", e);
    }
  }
}
