package chat.parley.api.receipt;

import chat.parley.api.system.Columns;
import chat.parley.api.user.UserRows;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads when one message came to whom.
@Singleton
class MessageReceiptRepository {
  private final JdbcOperations jdbc;

  MessageReceiptRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// No row at all: no such message, or the viewer is not in its conversation or has hidden it.
  /// One row without a user: nobody else is there. The first mark at or beyond the message has
  /// its time, if it is about the message: between two memberships there is no mark.
  static final String RECEIPTS =
      "select "
          + UserRows.seenBy("viewer.user_id")
          + """
            , seen.at as read_at, least(had.at, seen.at) as delivered_at
              from messages m
              join participants viewer
                on viewer.conversation_id = m.conversation_id and viewer.user_id = ?
              left join lateral (
                select p.conversation_id, p.user_id
                  from participants p
                 where p.conversation_id = m.conversation_id
                   and p.user_id is distinct from m.sender_id
                   and (?::uuid is null or p.user_id > ?)
                 order by p.user_id
                 limit ?) p on true
              left join accounts u on u.id = p.user_id
              left join lateral (
                select k.at, k.after_seq
                  from read_marks k
                 where k.conversation_id = p.conversation_id and k.user_id = p.user_id
                   and k.kind = 'read' and k.seq >= m.seq
                 order by k.seq
                 limit 1) seen on seen.after_seq < m.seq
              left join lateral (
                select k.at, k.after_seq
                  from read_marks k
                 where k.conversation_id = p.conversation_id and k.user_id = p.user_id
                   and k.kind = 'delivered' and k.seq >= m.seq
                 order by k.seq
                 limit 1) had on had.after_seq < m.seq
             where m.id = ?
               and not exists (select from hidden_messages h
                                where h.message_id = m.id and h.user_id = viewer.user_id)
             order by p.user_id
            """;

  /// Everybody but the sender, ordered by id.
  ///
  /// @param after where the last page ended, `null` for the first
  /// @return empty when there is no such message, or the viewer may not know that there is
  Optional<List<MessageReceipt>> of(
      MessageId message, UserId viewer, @Nullable UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(RECEIPTS)) {
            Object last = after == null ? null : after.value();
            statement.setObject(1, viewer.value());
            statement.setObject(2, last);
            statement.setObject(3, last);
            statement.setInt(4, limit);
            statement.setObject(5, message.value());
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next() ? Optional.of(receipts(rows)) : Optional.empty();
            }
          }
        });
  }

  private static List<MessageReceipt> receipts(ResultSet rows) throws SQLException {
    List<MessageReceipt> receipts = new ArrayList<>();
    do {
      if (rows.getObject("user_id") != null) {
        receipts.add(
            new MessageReceipt(
                UserRows.read(rows),
                Columns.instantOrNull(rows, "delivered_at"),
                Columns.instantOrNull(rows, "read_at")));
      }
    } while (rows.next());
    return receipts;
  }
}
