package chat.parley.api.message;

import chat.parley.api.media.Attachments;
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
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A message from a row of `messages m left join accounts s on s.id = m.sender_id` and [#joins],
/// alone or joined to more.
///
/// What others have to do with it is looked up when it is read, never copied into it: an answered
/// message that is erased is gone from the answers to it in the same moment.
@Singleton
public class MessageRows {
  public static final String COLUMNS =
      """
      m.id as message_id, m.conversation_id as message_conversation_id, m.seq as message_seq,
      m.type as message_type, m.content, m.system, m.client_id, m.created_at as message_created_at,
      m.edited_at, m.edit_count, m.deleted_at as message_deleted_at, m.mentioned,
      m.pinned_at is not null as message_pinned, m.forwarded_from is not null as is_forwarded,
      s.id as sender_id, s.username as sender_username, s.display_name as sender_display_name,
      s.avatar_url as sender_avatar_url, shown.reactions, thread.reply_count, thread.last_reply_at,
      carried.attachments, answered.reply_to, answered.is_hidden as reply_is_hidden,
      origin.forwarded_from, origin.is_shared as origin_is_shared,
      origin.is_readable as origin_is_readable
      """;

  /// For [#joins]: what is the same for all has nobody's own reactions marked.
  public static final String NOBODY = "null::uuid";

  /// Joins what there is about `m`: reactions (20 emoji with 20 people each at most, however many
  /// reacted), its files, the thread under it, what it answers, and where it was forwarded from.
  /// Each by a key and none by more than one row; what isn't there (no key) isn't looked for.
  ///
  /// @param viewer whose own reactions are marked, who has hidden something, and who may read the
  ///     origin, as SQL; no alias of one letter but `m` and `p` in it
  public static String joins(String viewer) {
    return MessageJoins.of(viewer);
  }

  private static final Argument<List<Message.Reaction>> REACTIONS =
      Argument.listOf(Message.Reaction.class);

  private final JsonMapper json;
  private final Attachments attachments;

  MessageRows(JsonMapper json, Attachments attachments) {
    this.json = json;
    this.attachments = attachments;
  }

  /// As the viewer sees it.
  ///
  /// @return `null` where an outer join found no message
  public @Nullable Message read(ResultSet row) throws SQLException {
    List<Message.Reaction> reactions = reactions(row);
    Message.Reply reply = reply(row.getString("reply_to"));
    boolean hidden = row.getBoolean("reply_is_hidden");
    return read(
        row,
        reactions,
        reply == null || !hidden
            ? reply
            : new Message.Reply(reply.id(), reply.seq(), reply.sender(), null, true),
        origin(row, "origin_is_readable"));
  }

  /// What one frame can say to all: nobody's own reactions are marked, nobody has hidden
  /// anything, and the origin is told where everybody may read it, in the same conversation.
  ///
  /// @return `null` where an outer join found no message
  public @Nullable Message readForEverybody(ResultSet row) throws SQLException {
    return read(
        row,
        reactions(row).stream()
            .map(each -> new Message.Reaction(each.emoji(), each.count(), false, each.userIds()))
            .toList(),
        reply(row.getString("reply_to")),
        origin(row, "origin_is_shared"));
  }

  private @Nullable Message read(
      ResultSet row,
      List<Message.Reaction> reactions,
      Message.@Nullable Reply reply,
      Message.@Nullable Origin origin)
      throws SQLException {
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
        attachments.read(row.getString("attachments")),
        reply,
        new Message.ThreadSummary(
            row.getInt("reply_count"), Columns.instantOrNull(row, "last_reply_at")),
        users(row, "mentioned"),
        reactions,
        origin,
        row.getBoolean("message_pinned"),
        row.getString("client_id"),
        Columns.instant(row, "message_created_at"),
        Columns.instantOrNull(row, "edited_at"),
        row.getInt("edit_count"),
        Columns.instantOrNull(row, "message_deleted_at"),
        written(row.getString("system"), SystemNote.class));
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

  /// @return none where the column is `null`
  static List<UserId> users(ResultSet row, String column) throws SQLException {
    Array users = row.getArray(column);
    return users == null
        ? List.of()
        : Stream.of((UUID[]) users.getArray()).map(UserId::new).toList();
  }

  Message.@Nullable Reply reply(@Nullable String stored) {
    return written(stored, Message.Reply.class);
  }

  private Message.@Nullable Origin origin(ResultSet row, String tellable) throws SQLException {
    if (!row.getBoolean("is_forwarded")) {
      return null;
    }
    return row.getBoolean(tellable)
        ? written(row.getString("forwarded_from"), Message.Origin.class)
        : Message.Origin.UNKNOWN;
  }

  private List<Message.Reaction> reactions(ResultSet row) throws SQLException {
    String stored = row.getString("reactions");
    try {
      return stored == null ? List.of() : Objects.requireNonNull(json.readValue(stored, REACTIONS));
    } catch (IOException e) {
      throw new UncheckedIOException("the reactions to a message are not readable", e);
    }
  }

  private <T> @Nullable T written(@Nullable String stored, Class<T> type) {
    try {
      return stored == null ? null : json.readValue(stored, type);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a " + type.getSimpleName() + " in the database is not readable", e);
    }
  }
}
