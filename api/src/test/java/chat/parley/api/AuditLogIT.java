package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The audit log itself: added to, never changed, read page by page.
class AuditLogIT {
  private static Database database;
  private static RunningApi api;
  private static Rest nobody;
  private static Rest admin;

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api = RunningApi.on(database);
    nobody = api.rest();
    Person root = nobody.register("root");
    database.appoint(root);
    admin = nobody.as(root);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /// The deed and its entry: both or none.
  @Test
  void whatCantBeKeptIsNotDone() throws SQLException {
    Person ada = nobody.register("ada");
    run(
        """
        create function disk_full() returns trigger language plpgsql as $$
        begin
          raise exception 'could not extend file' using errcode = '53100';
        end
        $$
        """);
    run(
        "create trigger disk_full before insert on audit_log for each row"
            + " when (new.action = 'logged_out') execute function disk_full()");
    try {
      nobody.as(ada).post("/v1/auth/logout", "").expect(503);
      nobody.as(ada).get("/v1/users/me").expect(200);
    } finally {
      run("drop trigger disk_full on audit_log");
    }
    nobody.as(ada).post("/v1/auth/logout", "").expect(204);
    nobody.as(ada).get("/v1/users/me").expect(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_log set actor_id = null",
        "delete from audit_log",
        "truncate audit_log",
        "update audit_log set ip = 'x' where false"
      })
  void nothingInItIsChanged(String sql) throws SQLException {
    long before = database.number("select count(*) from audit_log");

    assertThatThrownBy(() -> run(sql)).hasMessageContaining("audit_log is append-only");

    assertThat(database.number("select count(*) from audit_log")).isGreaterThanOrEqualTo(before);
  }

  @Test
  void whatIsOlderThanItIsToBecomeIsForgottenAndNothingElse() throws SQLException {
    run(
        """
        insert into audit_log (id, at, action)
        select gen_random_uuid(), now() - days * interval '1 day', 'of_old'
          from generate_series(10, 100, 10) days
        """);
    String old = "select count(*) from audit_log where action = 'of_old'";
    assertThatThrownBy(() -> run("delete from audit_log where action = 'of_old'"))
        .hasMessageContaining("audit_log is append-only");

    try (RunningApi forgetting =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.audit.keep",
                "45d",
                "parley.audit.forget-interval",
                "50ms"))) {
      await().until(() -> database.number(old) == 4);
      forgetting.rest().get("/health").expect(200);
    }
    assertThat(database.number(old + " and at < now() - interval '45 days'")).isZero();
  }

  @Test
  void itIsReadPageByPageAndNothingTwice() throws SQLException {
    for (int i = 0; i < 7; i++) {
      nobody.register("many");
    }
    long all = database.number("select count(*) from audit_log");

    List<String> read =
        admin.pages("/v1/admin/audit?limit=5").stream()
            .flatMap(page -> page.texts("id").stream())
            .toList();

    assertThat(read).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo((int) all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?action=everything | 422",
        "?actor_id=me | 400",
        "?target_id=me | 400",
        "?limit=0 | 422",
        "?cursor=bogus | 400",
        "?cursor=YX5i | 400",
        "?actor_id=019aa0c0-0000-7000-8000-000000000000 | 200",
      })
  void whatIsNotRightIsRefused(String query, int status) {
    assertThat(admin.get("/v1/admin/audit" + query).status()).isEqualTo(status);
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
