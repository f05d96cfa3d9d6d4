package chat.parley.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The indexes of a table, or of all parts of one, but for its primary key. Making them once all
/// rows are there takes a fraction of the time.
final class Indexes {
  private final List<String> definitions;

  private Indexes(List<String> definitions) {
    this.definitions = List.copyOf(definitions);
  }

  static Indexes drop(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select i.indexrelid::regclass::text,
                       replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
                  from pg_index i
                 where i.indrelid = '%s'::regclass and not i.indisprimary
                """
                    .formatted(table))) {
      while (rows.next()) {
        names.add(rows.getString(1));
        definitions.add(rows.getString(2));
      }
    }
    for (String name : names) {
      execute(connection, "drop index " + name);
    }
    return new Indexes(definitions);
  }

  void make(Connection connection) throws SQLException {
    for (String definition : definitions) {
      execute(connection, definition);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
