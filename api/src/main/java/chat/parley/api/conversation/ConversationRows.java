package chat.parley.api.conversation;

import chat.parley.api.message.MessageRows;
import chat.parley.api.receipt.Unread;
import chat.parley.api.role.Policy;
import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.api.user.UserRows;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.event.User;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as one person sees it, from a row of [#SELECT]; or as everybody does, from one
/// with [#COLUMNS].
@Singleton
public class ConversationRows {
  /// Of `conversations c`.
  public static final String COLUMNS =
      """
      c.id as conversation_id, c.type, c.visibility, c.name, c.description,
      c.avatar_url as conversation_avatar_url, c.created_by,
      c.created_at as conversation_created_at, c.updated_at, c.last_activity_at,
      c.last_seq, c.participant_count
      """;

  /// Wants `conversations c` and `participants p` (the viewer's row, all `null` for an outsider)
  /// from a `from` clause of the caller's, then [#JOINS].
  static final String SELECT =
      "select "
          + COLUMNS
          + ", "
          + Policy.roleInEffect("c", "p")
          + " as role,\n"
          + """
             p.user_id as viewer_id, p.joined_at, p.muted_until, p.notifications,
             p.archived, p.pinned as conversation_pinned, p.last_read_seq, p.last_delivered_seq,
      """
          + Unread.count("p.conversation_id", "p.user_id", "p.last_read_seq", "c.message_count")
          + " as unread_count, "
          + Unread.mentions("p.conversation_id", "p.user_id", "p.last_read_seq")
          + " as mention_count, "
          + MessageRows.COLUMNS
          + ", "
          + UserRows.seenBy("p.user_id");

  /// The last message is the newest that the viewer has not hidden. They may have hidden the last
  /// thousand, so it is looked for above and below what is known to be hidden altogether.
  static final String JOINS =
      """
        left join lateral (
          (select * from messages above
            where above.conversation_id = p.conversation_id
              and above.seq > p.hidden_high
              and not exists (select from hidden_messages h
                               where h.message_id = above.id and h.user_id = p.user_id)
            order by above.seq desc limit 1)
          union all
          (select * from messages below
            where below.conversation_id = p.conversation_id
              and below.seq < coalesce(p.hidden_low, 9223372036854775807)
              and not exists (select from hidden_messages h
                               where h.message_id = below.id and h.user_id = p.user_id)
            order by below.seq desc limit 1)
           order by seq desc limit 1) m on true
        left join accounts s on s.id = m.sender_id
        left join accounts u on u.id = case when c.direct_low = p.user_id then c.direct_high
                                            else c.direct_low end
      """
          + MessageRows.joins("p.user_id");

  private final MessageRows messages;

  ConversationRows(MessageRows messages) {
    this.messages = messages;
  }

  Conversation read(ResultSet row) throws SQLException {
    boolean direct = type(row) == Conversation.Type.DIRECT;
    return read(row, direct ? UserRows.read(row) : null, membership(row));
  }

  /// Without what is one reader's own.
  public Conversation readForAll(ResultSet row) throws SQLException {
    return read(row, null, null);
  }

  private Conversation read(
      ResultSet row, @Nullable User peer, Conversation.@Nullable Membership me)
      throws SQLException {
    return new Conversation(
        new ConversationId(row.getObject("conversation_id", UUID.class)),
        type(row),
        Enums.of(Conversation.Visibility.class, row.getString("visibility")),
        row.getString("name"),
        row.getString("description"),
        row.getString("conversation_avatar_url"),
        new UserId(row.getObject("created_by", UUID.class)),
        Columns.instant(row, "conversation_created_at"),
        Columns.instant(row, "updated_at"),
        Columns.instant(row, "last_activity_at"),
        row.getLong("last_seq"),
        row.getInt("participant_count"),
        messages.read(row),
        peer,
        me);
  }

  private static Conversation.Type type(ResultSet row) throws SQLException {
    return Enums.of(Conversation.Type.class, row.getString("type"));
  }

  private static Conversation.@Nullable Membership membership(ResultSet row) throws SQLException {
    if (row.getObject("viewer_id") == null) {
      return null;
    }
    return new Conversation.Membership(
        Enums.of(Conversation.Role.class, row.getString("role")),
        Columns.instant(row, "joined_at"),
        Columns.instantOrNull(row, "muted_until"),
        Enums.of(Conversation.Notifications.class, row.getString("notifications")),
        row.getBoolean("archived"),
        row.getBoolean("conversation_pinned"),
        row.getLong("last_read_seq"),
        row.getLong("last_delivered_seq"),
        row.getInt("unread_count"),
        row.getInt("mention_count"));
  }
}
