package chat.parley.api.message;

import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.shared.event.Author;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.SystemNote;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message from a row of `messages m left join accounts s on s.id = m.sender_id` and
/// [#reactions], alone or joined to more.
@Singleton
public class MessageRows {
  public static final String COLUMNS =
      """
      m.id as message_id, m.conversation_id as message_conversation_id, m.seq as message_seq,
      m.type as message_type, m.content, m.system, m.client_id, m.created_at as message_created_at,
      m.edited_at, m.edit_count, m.deleted_at as message_deleted_at,
      s.id as sender_id, s.username as sender_username, s.display_name as sender_display_name,
      s.avatar_url as sender_avatar_url, shown.reactions
      """;

  /// For [#reactions]: nobody's own are marked, as in what is the same for all.
  public static final String NOBODY = "null::uuid";

  /// Joins `shown`, the reactions to `m`: 20 emoji with 20 people each at most, however many
  /// reacted.
  ///
  /// @param viewer whose own are marked, as SQL
  public static String reactions(String viewer) {
    return """
        left join lateral (
          select json_agg(
                   json_build_object(
                     'emoji', n.emoji,
                     'count', n.count,
                     'me', (select count(*) from reactions own
                             where own.message_id = n.message_id
                               and own.emoji = n.emoji
                               and own.user_id = %s) > 0,
                     'user_ids', (select json_agg(early.user_id order by early.created_at)
                                    from (select r.user_id, r.created_at from reactions r
                                           where r.message_id = n.message_id and r.emoji = n.emoji
                                           order by r.created_at limit 20) early))
                   order by n.first_at) as reactions
            from reaction_counts n
           where n.message_id = m.id) shown on true
        """
        .formatted(viewer);
  }

  private static final Argument<List<Message.Reaction>> REACTIONS =
      Argument.listOf(Message.Reaction.class);

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
        reacted(row.getString("reactions")),
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

  private List<Message.Reaction> reacted(@Nullable String stored) {
    try {
      return stored == null ? List.of() : Objects.requireNonNull(json.readValue(stored, REACTIONS));
    } catch (IOException e) {
      throw new UncheckedIOException("the reactions to a message are not readable", e);
    }
  }

  private @Nullable SystemNote note(@Nullable String stored) {
    try {
      return stored == null ? null : json.readValue(stored, SystemNote.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a system note in the database is not readable", e);
    }
  }
}
