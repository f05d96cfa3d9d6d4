package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the list of somebody's conversations.
@Singleton
class ListRepository {
  private final JdbcOperations jdbc;
  private final ConversationRows rows;

  ListRepository(JdbcOperations jdbc, ConversationRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /// Finds the page first, and only then what belongs to its conversations. A conversation of two
  /// is called what the other one is called. Each conversation is looked up by its key (`limit 1`):
  /// for a person in many PostgreSQL would else read all conversations there are.
  private static final String LIST =
      ConversationRows.SELECT
          + """
              from (select p.*
                      from participants p
                      join lateral (select * from conversations
                                     where id = p.conversation_id limit 1) c on true
                     where p.user_id = ?
                       and p.archived = ?
                       and (?::text is null or c.type = ?)
                       and (?::text is null
                            or strpos(lower(c.name), lower(?)) > 0
                            or exists (
                              select from accounts peer
                               where peer.id = case when c.direct_low = p.user_id then c.direct_high
                                                    else c.direct_low end
                                 and (strpos(lower(peer.username), lower(?)) > 0
                                      or strpos(lower(peer.display_name), lower(?)) > 0)))
                       and (?::timestamptz is null or (c.last_activity_at, c.id) < (?, ?))
                     order by c.last_activity_at desc, c.id desc
                     limit ?) p
              join conversations c on c.id = p.conversation_id
            """
          + ConversationRows.JOINS
          + " order by c.last_activity_at desc, c.id desc";

  /// Newest activity first.
  List<Conversation> list(UserId viewer, ListRequest request, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LIST)) {
            bind(statement, viewer, request, limit);
            List<Conversation> page = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                page.add(rows.read(found));
              }
            }
            return page;
          }
        });
  }

  private static void bind(
      PreparedStatement statement, UserId viewer, ListRequest request, int limit)
      throws SQLException {
    String type = request.type() == null ? null : request.type().name().toLowerCase(Locale.ROOT);
    ListRequest.After after = request.after();
    Object at = after == null ? null : after.lastActivityAt().atOffset(ZoneOffset.UTC);
    statement.setObject(1, viewer.value());
    statement.setBoolean(2, request.archived());
    statement.setString(3, type);
    statement.setString(4, type);
    for (int i = 5; i <= 8; i++) {
      statement.setString(i, request.query());
    }
    statement.setObject(9, at);
    statement.setObject(10, at);
    statement.setObject(11, after == null ? null : after.id().value());
    statement.setInt(12, limit);
  }
}
