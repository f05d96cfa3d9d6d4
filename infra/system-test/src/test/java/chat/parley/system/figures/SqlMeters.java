package chat.parley.system.figures;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.load.population.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts what the database is asked, by `pg_stat_statements`.
final class SqlMeters {
  private final Stack stack;

  /// Restarts the database, which loads the extension; the apis go on with it.
  SqlMeters(Stack stack) {
    this.stack = stack;
    try {
      try (Connection system =
              DriverManager.getConnection(
                  stack.postgres().jdbcUrl(),
                  stack.postgres().username(),
                  stack.postgres().password());
          Statement statement = system.createStatement()) {
        statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
      }
      stack.postgres().restart();
      execute("create extension if not exists pg_stat_statements");
    } catch (SQLException e) {
      throw new IllegalStateException("statements can't be counted", e);
    }
    stack.apis().forEach(RunningNode::awaitReady);
  }

  void reset() {
    try {
      execute("select pg_stat_statements_reset()");
    } catch (SQLException e) {
      throw new IllegalStateException("statements can't be counted", e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection database = Database.of(stack).connect();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /// How often each statement was run since the reset, the most frequent first.
  Map<String, Long> statements() {
    try (Connection database = Database.of(stack).connect();
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select sum(calls), left(regexp_replace(query, '\\s+', ' ', 'g'), 110)
                  from pg_stat_statements
                 where dbid = (select oid from pg_database where datname = current_database())
                   and query not like '%pg_stat_statements%'
                 group by 2 order by 1 desc
                """)) {
      Map<String, Long> counts = new LinkedHashMap<>();
      while (rows.next()) {
        counts.put(rows.getString(2), rows.getLong(1));
      }
      return counts;
    } catch (SQLException e) {
      throw new IllegalStateException("statements can't be counted", e);
    }
  }
}
