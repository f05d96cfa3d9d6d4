package chat.parley.api.search;

import chat.parley.api.word.Words;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Gives messages their words.
@Singleton
class TermRepository {
  private final TransactionOperations<Connection> transactions;

  TermRepository(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  /// The newest first. Each is locked until it has its words, so that nobody changes the text they
  /// are made of; what others have locked is passed over, so nothing is waited for.
  private static final String WITHOUT =
      """
      select id, conversation_id, content from messages
       where terms is null and content is not null
       order by id desc limit ?
         for no key update skip locked
      """;

  private static final String FILL =
      """
      update messages m set terms = made.terms::tsvector
        from unnest(?::uuid[], ?::uuid[], ?::text[]) made (conversation_id, id, terms)
       where m.conversation_id = made.conversation_id and m.id = made.id
      """;

  /// @return how many it was; fewer than asked for when there are no more
  int fill(int limit) {
    return transactions.executeWrite(
        transaction -> {
          Connection connection = transaction.getConnection();
          try {
            List<Made> made = made(connection, limit);
            if (!made.isEmpty()) {
              store(connection, made);
            }
            return made.size();
          } catch (SQLException e) {
            throw new DataAccessException("messages did not get their words", e);
          }
        });
  }

  private static List<Made> made(Connection connection, int limit) throws SQLException {
    List<Made> made = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(WITHOUT)) {
      statement.setInt(1, limit);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          made.add(
              new Made(
                  found.getObject("conversation_id", UUID.class),
                  found.getObject("id", UUID.class),
                  Words.vector(found.getString("content"))));
        }
      }
    }
    return made;
  }

  private static void store(Connection connection, List<Made> made) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FILL)) {
      statement.setArray(1, array(connection, "uuid", made, Made::conversation));
      statement.setArray(2, array(connection, "uuid", made, Made::message));
      statement.setArray(3, array(connection, "text", made, Made::terms));
      statement.executeUpdate();
    }
  }

  private static Array array(
      Connection connection, String type, List<Made> made, Function<Made, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, made.stream().map(value).toArray());
  }

  /// The words of one message.
  private record Made(UUID conversation, UUID message, String terms) {}
}
