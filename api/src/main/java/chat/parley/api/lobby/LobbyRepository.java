package chat.parley.api.lobby;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// The lobby as a row, and who is put into it.
@Singleton
class LobbyRepository {
  private final JdbcOperations jdbc;

  LobbyRepository(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private static final String FIND =
      "select id, participant_count from conversations where lobby and deleted_at is null";

  /// @return empty before the first registration
  Optional<Room> find() {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            return room(statement);
          }
        });
  }

  private static Optional<Room> room(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Room(
                  new ConversationId(row.getObject("id", UUID.class)),
                  row.getInt("participant_count")))
          : Optional.empty();
    }
  }

  /// Of two that do it at once the unique index makes one wait for the other's commit and then do
  /// nothing.
  private static final String OPEN =
      """
      insert into conversations
             (id, type, visibility, name, created_by, created_at, updated_at, last_activity_at,
              participant_count, lobby)
      select ?, 'group', 'public', ?, ?, now, now, now, 0, true from clock_timestamp() now
          on conflict (lobby) where lobby do nothing
      """;

  /// @param first by whom it is created, as somebody has to be named; they don't own it
  Room open(ConversationId id, String name, UserId first) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setObject(1, id.value());
            statement.setString(2, name);
            statement.setObject(3, first.value());
            return statement.executeUpdate();
          }
        });
    // Another statement, so it sees also what another one has just committed.
    return find().orElseThrow();
  }

  /// The membership begins after what the lobby's log has at this moment, and without a number of
  /// its own: what is committed meanwhile comes after it. Whoever has no account yet has no socket
  /// that would have to be told. The row of the conversation is locked last, for the count, and
  /// until the commit that follows.
  private static final String LET_IN_QUIETLY =
      """
      with begun as (
        insert into participants
               (conversation_id, user_id, role, joined_at, joined_seq, last_read_seq,
                last_delivered_seq)
        select id, ?, 'member', clock_timestamp(), last_seq, last_seq, last_seq
          from conversations where id = ?
        returning conversation_id
      )
      update conversations c set participant_count = c.participant_count + 1
        from begun
       where c.id = begun.conversation_id
      """;

  void letInQuietly(ConversationId lobby, UserId user) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LET_IN_QUIETLY)) {
            statement.setObject(1, user.value());
            statement.setObject(2, lobby.value());
            return statement.executeUpdate();
          }
        });
  }

  /// @param participants how many there were a moment ago
  record Room(ConversationId id, int participants) {}
}
