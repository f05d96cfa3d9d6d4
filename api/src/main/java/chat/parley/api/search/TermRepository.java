package chat.parley.api.search;

import chat.parley.api.word.Words;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

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
      select id, content from messages
       where terms is null and content is not null
       order by id desc limit ?
         for no key update skip locked
      """;

  private static final String FILL =
      """
      update messages m set terms = made.terms::tsvector
        from unnest(?::uuid[], ?::text[]) made (id, terms)
       where m.id = made.id
      """;

  /// @return how many it was; fewer than asked for when there are no more
  int fill(int limit) {
    return transactions.executeWrite(
        transaction -> {
          Connection connection = transaction.getConnection();
          try {
            Map<UUID, String> made = made(connection, limit);
            if (!made.isEmpty()) {
              store(connection, made);
            }
            return made.size();
          } catch (SQLException e) {
            throw new DataAccessException("messages did not get their words", e);
          }
        });
  }

  private static Map<UUID, String> made(Connection connection, int limit) throws SQLException {
    Map<UUID, String> made = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(WITHOUT)) {
      statement.setInt(1, limit);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          made.put(found.getObject("id", UUID.class), Words.vector(found.getString("content")));
        }
      }
    }
    return made;
  }

  private static void store(Connection connection, Map<UUID, String> made) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FILL)) {
      statement.setArray(1, connection.createArrayOf("uuid", made.keySet().toArray()));
      statement.setArray(2, connection.createArrayOf("text", made.values().toArray()));
      statement.executeUpdate();
    }
  }
}
