package chat.parley.api;

import chat.parley.infra.stores.PostgresStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A PostgreSQL of its own that writes down how it carried out each statement.
final class PlanningDatabase implements AutoCloseable {
  private static final Pattern ENTRY =
      Pattern.compile("duration: [^\\n]*plan:\\n((?:\\t[^\\n]*\\n)+)");

  private static final String INDEXES =
      """
      select indexrelid::regclass, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
        from pg_index join pg_class on oid = indexrelid
       where not indisunique and not relispartition and relnamespace = 'public'::regnamespace
      """;

  private final PostgresStore postgres;
  private final Path log;

  PlanningDatabase() throws SQLException {
    postgres =
        PostgresStore.temporary(
            Map.of(
                "session_preload_libraries", "auto_explain",
                "auto_explain.log_min_duration", "0",
                "auto_explain.log_analyze", "on",
                "auto_explain.log_buffers", "on",
                "auto_explain.log_parameter_max_length", "60",
                "jit", "off"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      log = Path.of(row.getString(1)).resolveSibling("postgres.log");
    }
  }

  /// An api on it.
  RunningApi api(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("parley.database.url", postgres.jdbcUrl());
    all.put("parley.database.username", postgres.username());
    all.put("parley.database.password", postgres.password());
    return RunningApi.with(all);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.username(), postgres.password());
  }

  /// Fills in rows by the hundred thousand. How they come is not written down, that what they refer
  /// to is there is not looked up for each of them, and what can be indexed afterwards is.
  void fill(Rows rows) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set auto_explain.log_min_duration = -1");
      statement.execute("set session_replication_role = replica");
      statement.execute("set maintenance_work_mem = '256MB'");
      Map<String, String> indexes = new TreeMap<>();
      try (ResultSet found = statement.executeQuery(INDEXES)) {
        while (found.next()) {
          indexes.put(found.getString(1), found.getString(2));
        }
      }
      for (String name : indexes.keySet()) {
        statement.execute("drop index " + name);
      }
      rows.insert(connection);
      for (String definition : indexes.values()) {
        statement.execute(definition);
      }
      statement.execute("vacuum analyze");
    }
  }

  void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// Where its log ends now.
  long mark() {
    try {
      return Files.size(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the log says after a mark.
  String after(long mark) {
    try (InputStream bytes = Files.newInputStream(log)) {
      bytes.skipNBytes(mark);
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The plans after a mark that contain this.
  List<String> plans(long mark, String part) {
    return ENTRY
        .matcher(after(mark))
        .results()
        .map(found -> found.group(1).replaceAll("(?m)^\\t", ""))
        .filter(plan -> plan.contains(part))
        .toList();
  }

  @Override
  public void close() {
    postgres.close();
  }

  /// What inserts them.
  @FunctionalInterface
  interface Rows {
    void insert(Connection connection) throws SQLException;
  }
}
