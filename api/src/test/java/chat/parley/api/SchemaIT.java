package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How an api and its database come together.
class SchemaIT {
  private static final String BEFORE_LAST = "31";
  private static final String PARTITIONS =
      "select count(*) from pg_inherits where inhparent = 'events'::regclass";
  private static final String NEWEST_WEEK =
      """
      select max(substr(c.relname, 8))::bigint
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'events'::regclass
      """;

  @Test
  void anApiBringsAnOlderDatabaseToItsSchema() throws SQLException {
    Database database = Database.empty();
    database.migrate(BEFORE_LAST);

    start(database, true);

    assertThat(versionsAfter(database, BEFORE_LAST)).isPositive();
  }

  @Test
  void oneThatMayNotDoesNotStartOnAnOlderDatabaseNorOnAnEmptyOne() {
    Database older = Database.empty();
    older.migrate(BEFORE_LAST);

    assertThatThrownBy(() -> start(older, false)).hasStackTraceContaining("parley-api.jar migrate");
    assertThatThrownBy(() -> start(Database.empty(), false))
        .hasStackTraceContaining("parley-api.jar migrate");
  }

  @Test
  void itStartsOnAMigratedOneAndOnAVersionsThatIsYetToCome() throws SQLException {
    Database database = Database.empty();
    migrate(database);
    start(database, false);

    database.change(
        """
        insert into flyway_schema_history
               (installed_rank, version, description, type, script, installed_by, execution_time, success)
        values (1000, '1000', 'later', 'SQL', 'V1000__later.sql', current_user, 1, true)
        """);
    start(database, false);
  }

  @Test
  void oneOnWhichAMigrationHasFailedIsNoSchema() throws SQLException {
    Database database = Database.fresh();
    database.change(
        "update flyway_schema_history set success = false where version = '" + BEFORE_LAST + "'");

    assertThatThrownBy(() -> start(database, true)).hasStackTraceContaining("failed migration");
  }

  /// Who migrates owns the tables; apis only work with them.
  @Test
  void anApiWhoseRoleMayChangeNoTableKeepsTheLogsPartitionsMade() throws SQLException {
    Database database = Database.fresh();
    String role = "clerk_" + UUID.randomUUID().toString().replace("-", "");
    database.execute(
        """
        create role %1$s login password 'a clerk has one';
        grant select, insert, update, delete on all tables in schema public to %1$s;
        drop table events_%2$s;
        """
            .formatted(role, "%d".formatted(database.number(NEWEST_WEEK))));
    long left = database.number(PARTITIONS);

    try (RunningApi api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.database.username",
                role,
                "parley.database.password",
                "a clerk has one",
                "parley.database.migrate",
                "false"))) {
      await().until(() -> database.number(PARTITIONS) == left + 1);
      api.rest().register("ann");
    }
  }

  /// As on the command line, where the environment says which database.
  private static void migrate(Database database) {
    Map<String, String> settings =
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.database.username",
            RunningApi.postgres().username(),
            "parley.database.password",
            RunningApi.postgres().password());
    settings.forEach(System::setProperty);
    try {
      Api.main(new String[] {"migrate"});
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  private static void start(Database database, boolean migrate) {
    RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.database.migrate",
                Boolean.toString(migrate)))
        .close();
  }

  private static long versionsAfter(Database database, String version) throws SQLException {
    return database.number(
        "select count(*) from flyway_schema_history where version::int > " + version);
  }
}
