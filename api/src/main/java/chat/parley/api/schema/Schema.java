package chat.parley.api.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// What the database's tables look like, by the number of the last migration.
public final class Schema {
  /// The last of `db/migration`. Written down, as to look for it in the jar would cost each start
  /// more than the question whether the database has it.
  static final int NEEDED = 32;

  private static final String UNKNOWN_TABLE = "42P01";

  // One that failed half-way is to be looked at by who knows what to do about it.
  private static final String REACHED =
      """
      select coalesce(bool_and(success) and max(version::int) >= ?, false)
        from flyway_schema_history where version ~ '^\\d+$'
      """;

  private Schema() {}

  /// Brings the database to the schema that this api needs, if it is not there yet.
  public static void migrate(String url, String username, String password) {
    migrate(Flyway.configure().dataSource(url, username, password));
  }

  /// The same. Of several that begin at once one works, and the others wait for it.
  static void migrate(DataSource database) {
    migrate(Flyway.configure().dataSource(database));
  }

  private static void migrate(FluentConfiguration flyway) {
    flyway.load().migrate();
  }

  /// One query, where Flyway first reads all migrations to find that there is nothing to do.
  /// A later schema is as good: the api that needs it and this one run side by side for a while.
  static boolean isReached(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(REACHED)) {
      statement.setInt(1, NEEDED);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      if (UNKNOWN_TABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
