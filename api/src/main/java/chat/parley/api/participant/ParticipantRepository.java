package chat.parley.api.participant;

import chat.parley.api.role.Policy;
import chat.parley.api.system.Columns;
import chat.parley.api.system.Enums;
import chat.parley.api.user.UserRows;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Reads who is in a conversation.
@Singleton
class ParticipantRepository {
  private static final String MEMBERSHIP =
      ", "
          + Policy.roleInEffect("c", "p")
          + " as role, p.joined_at, p.muted_until, p.last_read_seq, p.last_delivered_seq ";

  private final JdbcOperations jdbc;

  ParticipantRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /// No row at all: the reader is not in it. One row without a user: nobody comes after.
  static final String PAGE =
      "select "
          + UserRows.seenBy("reader.user_id")
          + MEMBERSHIP
          + """
              from participants reader
              join conversations c on c.id = reader.conversation_id
              left join lateral (
                select * from participants
                 where conversation_id = reader.conversation_id and user_id > ?
                 order by user_id
                 limit ?) p on true
              left join accounts u on u.id = p.user_id
             where reader.conversation_id = ? and reader.user_id = ?
             order by p.user_id
            """;

  /// By the age of their accounts, which never changes while somebody turns the pages.
  ///
  /// @return empty when the reader is not a participant
  Optional<List<Participant>> page(
      ConversationId conversation, UserId reader, UserId after, int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setObject(1, after.value());
            statement.setInt(2, limit);
            statement.setObject(3, conversation.value());
            statement.setObject(4, reader.value());
            try (ResultSet rows = statement.executeQuery()) {
              if (!rows.next()) {
                return Optional.empty();
              }
              List<Participant> page = new ArrayList<>();
              do {
                if (rows.getObject("user_id") != null) {
                  page.add(read(rows));
                }
              } while (rows.next());
              return Optional.of(page);
            }
          }
        });
  }

  private static final String OF =
      "select "
          + UserRows.seenBy("reader.id")
          + MEMBERSHIP
          + """
              from (select ?::uuid as id) reader
             cross join participants p
              join conversations c on c.id = p.conversation_id
              join accounts u on u.id = p.user_id
             where p.conversation_id = ? and p.user_id = any (?)
             order by p.user_id
            """;

  /// Those of the users who are in it, as the reader sees them.
  List<Participant> of(ConversationId conversation, UserId reader, Collection<UserId> users) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OF)) {
            statement.setObject(1, reader.value());
            statement.setObject(2, conversation.value());
            statement.setArray(
                3, connection.createArrayOf("uuid", users.stream().map(UserId::value).toArray()));
            List<Participant> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(read(rows));
              }
            }
            return found;
          }
        });
  }

  private static Participant read(ResultSet row) throws SQLException {
    return new Participant(
        UserRows.read(row),
        Enums.of(Conversation.Role.class, row.getString("role")),
        Columns.instant(row, "joined_at"),
        Columns.instantOrNull(row, "muted_until"),
        row.getLong("last_read_seq"),
        row.getLong("last_delivered_seq"));
  }
}
