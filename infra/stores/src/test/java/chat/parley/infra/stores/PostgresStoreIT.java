package chat.parley.infra.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreIT {
  /// One folder and one temporary store for all tests: making a PostgreSQL takes a second.
  @TempDir static Path folder;

  private static PostgresStore temporary;

  @BeforeAll
  static void start() {
    temporary = PostgresStore.temporary();
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void dataSurvivesAnOrderlyRestartByAnotherStore() throws Exception {
    try (var store = PostgresStore.start(folder, 0)) {
      remember(store, "before");
    }
    try (var store = PostgresStore.start(folder, 0)) {
      assertThat(remembered(store)).isEqualTo("before");
    }
  }

  @Test
  void whatWasCommittedSurvivesAKillAndTheSamePortServesIt() throws Exception {
    remember(temporary, "committed");
    var url = temporary.jdbcUrl();
    var family = ProcessHandle.of(temporary.pid()).orElseThrow().descendants().toList();

    temporary.kill();
    assertThat(temporary.isRunning()).isFalse();
    assertThat(family).isNotEmpty().noneMatch(Liveness::isRunning);
    temporary.restart();

    assertThat(temporary.jdbcUrl()).isEqualTo(url);
    assertThat(remembered(temporary)).isEqualTo("committed");
  }

  @Test
  void aPidFileThatNowNamesAnotherProcessIsNoHindrance() throws Exception {
    try (var store = PostgresStore.start(folder, 0)) {
      remember(store, "kept");
      store.kill();
    }
    var pidFile = folder.resolve("data/postmaster.pid");
    var lines = Files.readAllLines(pidFile);
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    lines.set(2, "1");
    Files.write(pidFile, lines);

    try (var store = PostgresStore.start(folder, 0)) {
      assertThat(remembered(store)).isEqualTo("kept");
    }
  }

  @Test
  void aFolderInUseIsOneClearLine() {
    try (var store = PostgresStore.start(folder, 0)) {
      assertThatThrownBy(() -> PostgresStore.start(folder, 0))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "PostgreSQL cannot start: its data in %s is in use by process %d.",
              folder, store.pid());
    }
  }

  @Test
  void aTakenPortIsOneClearLine() {
    try (var redis = RedisStore.temporary()) {
      assertThatThrownBy(() -> PostgresStore.start(folder, redis.port()))
          .isInstanceOf(StartException.class)
          .hasMessage("PostgreSQL cannot start: port %d is taken.", redis.port());
    }
  }

  @Test
  void aSettingThatPostgresqlRefusesIsOneClearLine() {
    assertThatThrownBy(() -> PostgresStore.start(folder, 0, Map.of("max_connections", "many")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("PostgreSQL ended with exit code 1")
        .hasMessageContaining("max_connections")
        .hasMessageContaining(folder.resolve("postgres.log").toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  void theKeptOneIsDurableAndTheTemporaryOneIsFastButConfirmsOnlyWhatIsWritten() throws Exception {
    try (var kept = PostgresStore.start(folder, 0, Map.of("work_mem", "7MB"))) {
      assertThat(settings(kept)).containsExactly("on", "on", "on", "200", "7MB");
      assertThat(settings(temporary)).containsExactly("off", "off", "on", "200", "4MB");
    }
  }

  @Test
  void aTemporaryFolderIsGoneAfterCloseEvenOfASuspendedServer() throws Exception {
    var store = PostgresStore.temporary();
    var data = Path.of(show(store, "data_directory"));
    assertThat(data).exists();
    store.suspend();
    store.close();
    assertThat(store.isRunning()).isFalse();
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void eachDatabaseIsItsOwn() throws Exception {
    var url = temporary.createDatabase("Anna's \"own\"");
    assertThat(temporary.ensureDatabase("Anna's \"own\"")).isEqualTo(url);
    assertThat(query(connect(temporary, url), "SELECT current_database()"))
        .isEqualTo("Anna's \"own\"");
    assertThatThrownBy(() -> temporary.createDatabase("postgres")).hasMessageContaining("postgres");
  }

  @Test
  void aCopyHasWhatItsTemplateHad() throws Exception {
    try (var connection = connect(temporary, temporary.createDatabase("template"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept AS SELECT 'here'");
    }

    var copy = temporary.copyDatabase("template", "copy");

    assertThat(query(connect(temporary, copy), "SELECT * FROM kept")).isEqualTo("here");
  }

  @Test
  void aSuspendedServerAnswersAgainWhenResumed() throws Exception {
    try (var connection = connect(temporary, temporary.jdbcUrl())) {
      temporary.suspend();
      connection.setNetworkTimeout(Runnable::run, 200);
      assertThatThrownBy(() -> query(connection, "SELECT 1")).isInstanceOf(SQLException.class);
      temporary.resume();
      assertThat(show(temporary, "server_encoding")).isEqualTo("UTF8");
    }
  }

  private static void remember(PostgresStore store, String what) throws SQLException {
    try (var connection = connect(store, store.jdbcUrl());
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS memory");
      statement.execute("CREATE TABLE memory AS SELECT '" + what + "' AS what");
    }
  }

  private static String remembered(PostgresStore store) throws SQLException {
    return query(connect(store, store.jdbcUrl()), "SELECT what FROM memory");
  }

  private static List<String> settings(PostgresStore store) throws SQLException {
    return List.of(
        show(store, "fsync"),
        show(store, "full_page_writes"),
        show(store, "synchronous_commit"),
        show(store, "max_connections"),
        show(store, "work_mem"));
  }

  private static String show(PostgresStore store, String setting) throws SQLException {
    return query(connect(store, store.jdbcUrl()), "SHOW " + setting);
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (connection;
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(PostgresStore store, String url) throws SQLException {
    return DriverManager.getConnection(url, store.username(), store.password());
  }
}
