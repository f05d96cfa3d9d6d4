package chat.parley.load.population;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.stores.PostgresStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A database, and who may change it.
public record Database(String url, String username, String password) {
  /// Of a server that stores nothing.
  public static final Database NONE = new Database("", "", "");

  public static Database of(Stack stack) {
    return of(stack.postgres(), "parley");
  }

  public static Database of(PostgresStore store, String name) {
    return new Database(store.jdbcUrl(name), store.username(), store.password());
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, username, password);
  }

  public List<UUID> newIds(int count) {
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement("select uuidv7() from generate_series(1, ?)")) {
      query.setInt(1, count);
      List<UUID> ids = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException("there are no ids", e);
    }
  }

  /// Looks at what is in the tables, as PostgreSQL does by itself every minute. Until then it plans
  /// for empty ones, and reads them whole.
  public void analyze() {
    try (Connection connection = connect()) {
      execute(connection, "analyze");
    } catch (SQLException e) {
      throw new IllegalStateException("the tables can't be looked at", e);
    }
  }

  /// @param parameters arrays are of UUIDs or of texts
  public static void execute(Connection database, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof Object[] array
                ? database.createArrayOf(array[0] instanceof UUID ? "uuid" : "text", array)
                : parameters[i]);
      }
      statement.execute();
    }
  }

  /// Nothing that could be read in a log.
  @Override
  public String toString() {
    return "Database[…]";
  }
}
