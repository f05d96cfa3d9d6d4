package chat.parley.api.media;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The notes that a content has one medium fewer.
@Singleton
class RemovalRepository {
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;

  RemovalRepository(JdbcOperations jdbc, TransactionOperations<Connection> transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /// @param id of the note: a content may have several
  record Removal(long id, ContentId content) {}

  List<Removal> next(int limit) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select id, content_id from media_removals order by id limit ?")) {
            statement.setInt(1, limit);
            List<Removal> removals = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                removals.add(
                    new Removal(
                        row.getLong("id"), new ContentId(row.getObject("content_id", UUID.class))));
              }
            }
            return removals;
          }
        });
  }

  /// Waits for those who are just adding a medium to one of them.
  private static final String LOCK =
      "select id from media_contents where id = any (?) order by id for update";

  /// A statement of its own, so that it sees what the wait was for.
  private static final String REMOVE =
      """
      delete from media_contents c
       where c.id = any (?) and not exists (select from media d where d.content_id = c.id)
      """;

  private static final String LEFT = "select id from media_contents where id = any (?)";

  /// @return the contents whose rows are gone, now or before
  List<ContentId> removeUnused(List<Removal> removals) {
    List<ContentId> contents = removals.stream().map(Removal::content).distinct().toList();
    return transactions.executeWrite(
        status -> {
          Connection connection = status.getConnection();
          try {
            ids(connection, LOCK, contents);
            try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
              bind(connection, statement, contents);
              statement.executeUpdate();
            }
            List<ContentId> left = ids(connection, LEFT, contents);
            return contents.stream().filter(content -> !left.contains(content)).toList();
          } catch (SQLException e) {
            throw new DataAccessException("contents stay for now", e);
          }
        });
  }

  private static List<ContentId> ids(Connection connection, String sql, List<ContentId> contents)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, contents);
      List<ContentId> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new ContentId(row.getObject("id", UUID.class)));
        }
      }
      return found;
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, List<ContentId> contents)
      throws SQLException {
    statement.setArray(
        1, connection.createArrayOf("uuid", contents.stream().map(ContentId::value).toArray()));
  }

  void done(List<Removal> removals) {
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("delete from media_removals where id = any (?)")) {
            statement.setArray(
                1,
                connection.createArrayOf("bigint", removals.stream().map(Removal::id).toArray()));
            return statement.executeUpdate();
          }
        });
  }
}
