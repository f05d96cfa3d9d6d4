package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/// A database on the tests' PostgreSQL, seen from behind the api.
record Database(String url) {

  static Database fresh() {
    return new Database(RunningApi.newDatabase());
  }

  /// Nothing is in it.
  static Database empty() {
    return new Database(RunningApi.emptyDatabase());
  }

  /// @param target a version, or `latest`
  void migrate(String target) {
    Flyway.configure()
        .dataSource(url, RunningApi.postgres().username(), RunningApi.postgres().password())
        .target(target)
        .load()
        .migrate();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        url, RunningApi.postgres().username(), RunningApi.postgres().password());
  }

  /// Changes at least one row.
  void change(String sql) throws SQLException {
    try (Connection connection = connect()) {
      change(connection, sql);
    }
  }

  static void change(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
  }

  /// Makes somebody an admin of the system.
  void appoint(Person person) throws SQLException {
    change("update accounts set role = 'admin' where id = '" + person.id() + "'");
  }

  /// Of any kind, several statements too, whatever becomes of rows.
  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The first column of what is found.
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Until a connection waits for what another one holds; the loops of an api may wait there too.
  void awaitSomebodyWaitingForALock() {
    await()
        .until(
            () ->
                number(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    > 0);
  }

  /// How many of the rows of all tables contain the text in any column.
  long rowsWith(String text) throws SQLException {
    return number(
        """
        select sum((xpath('/row/found/text()', query_to_xml(format(
                 'select count(*) as found from %%I t where strpos(t::text, %%L) > 0',
                 table_name, '%s'), false, true, '')))[1]::text::bigint)
          from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE'
           and to_regclass(table_name) not in (select inhrelid from pg_inherits)
        """
            .formatted(text));
  }
}
