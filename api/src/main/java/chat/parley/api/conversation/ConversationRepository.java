package chat.parley.api.conversation;

import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads conversations.
@Singleton
class ConversationRepository {
  private final JdbcOperations jdbc;
  private final ConversationRows rows;

  ConversationRepository(JdbcOperations jdbc, ConversationRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private static final String VISIBLE =
      ConversationRows.SELECT
          + """
              from conversations c
              left join participants p on p.conversation_id = c.id and p.user_id = ?
            """
          + ConversationRows.JOINS
          + """
             where c.id = ?
               and c.deleted_at is null
               and (p.user_id is not null or c.visibility = 'public')
            """;

  /// @return empty when there is none, and when the viewer may not know that there is
  Optional<Conversation> find(ConversationId id, UserId viewer) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(VISIBLE)) {
            statement.setObject(1, viewer.value());
            statement.setObject(2, id.value());
            return all(statement).stream().findFirst();
          }
        });
  }

  private static final String DIRECT =
      ConversationRows.SELECT
          + """
              from conversations c
              join participants p on p.conversation_id = c.id and p.user_id = ?
            """
          + ConversationRows.JOINS
          + " where c.direct_low = least(?, ?) and c.direct_high = greatest(?, ?)";

  Optional<Conversation> findDirect(UserId viewer, UserId peer) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DIRECT)) {
            statement.setObject(1, viewer.value());
            statement.setObject(2, viewer.value());
            statement.setObject(3, peer.value());
            statement.setObject(4, viewer.value());
            statement.setObject(5, peer.value());
            return all(statement).stream().findFirst();
          }
        });
  }

  private static final String AS_SEEN_BY_EACH =
      ConversationRows.SELECT
          + """
              from participants p
              join conversations c on c.id = p.conversation_id
            """
          + ConversationRows.JOINS
          + " where p.conversation_id = ?";

  /// The same conversation once for each of its participants.
  Map<UserId, Conversation> asSeenByEach(ConversationId id) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AS_SEEN_BY_EACH)) {
            statement.setObject(1, id.value());
            Map<UserId, Conversation> views = new LinkedHashMap<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                views.put(new UserId(found.getObject("viewer_id", UUID.class)), rows.read(found));
              }
            }
            return views;
          }
        });
  }

  private List<Conversation> all(PreparedStatement statement) throws SQLException {
    List<Conversation> all = new ArrayList<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        all.add(rows.read(found));
      }
    }
    return all;
  }
}
