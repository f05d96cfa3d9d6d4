package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The admin that the settings name.
@Isolated("It reads the log of the process.")
class FirstAdminIT {
  private static final String PASSWORD = "the first admin's password";

  private Database database;

  @BeforeEach
  void begin() {
    database = Database.fresh();
  }

  @Test
  void isCreatedAtTheFirstStartAndLeftAloneAtTheNext() throws SQLException {
    List<String> lines;
    try (LogLines log = new LogLines(Map.of());
        RunningApi api = with(Map.of("username", "root", "password", PASSWORD))) {
      assertThat(role(api, "root", PASSWORD)).isEqualTo("admin");
      lines = log.lines();
    }
    try (RunningApi api = with(Map.of("username", "ROOT", "password", "another password"))) {
      assertThat(role(api, "root", PASSWORD)).isEqualTo("admin");
      logIn(api, "root", "another password").expect(401);
    }

    assertThat(database.number("select count(*) from accounts")).isEqualTo(1);
    assertThat(appointments()).isEqualTo(1);
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("is an admin now"))
        .noneSatisfy(line -> assertThat(line).contains(PASSWORD));
  }

  @Test
  void isOneHoweverManyApisStartAtOnce() throws Exception {
    RunningApi.on(database).close();

    List<RunningApi> apis =
        Together.times(4, i -> with(Map.of("username", "root", "password", PASSWORD)));

    try {
      for (RunningApi api : apis) {
        assertThat(role(api, "root", PASSWORD)).isEqualTo("admin");
      }
      assertThat(database.number("select count(*) from accounts")).isEqualTo(1);
      assertThat(appointments()).isEqualTo(1);
    } finally {
      apis.forEach(RunningApi::close);
    }
  }

  @Test
  void canBeCreatedFromAHashAndAnAddress() throws SQLException {
    try (RunningApi api = with(Map.of("username", "first", "password", PASSWORD))) {
      assertThat(role(api, "first", PASSWORD)).isEqualTo("admin");
    }
    String hash = text("select password_hash from accounts");
    database = Database.fresh();

    try (RunningApi api =
        with(Map.of("username", "root", "password-hash", hash, "email", "root@example.org"))) {
      assertThat(role(api, "root@example.org", PASSWORD)).isEqualTo("admin");
    }
  }

  @Test
  void isWhoHasTheNameWhenNoPasswordIsSet() throws SQLException {
    Person ada = registered();

    try (RunningApi api = with(Map.of("username", ada.username()))) {
      assertThat(role(api, ada.username(), Login.PASSWORD)).isEqualTo("admin");
    }
    assertThat(appointments()).isEqualTo(1);
  }

  @Test
  void isWhoHasTheNameAndThePassword() {
    Person ada = registered();

    try (RunningApi api = with(Map.of("username", ada.username(), "password", Login.PASSWORD))) {
      assertThat(role(api, ada.username(), Login.PASSWORD)).isEqualTo("admin");
    }
  }

  /// Somebody else may have taken the name before it was set.
  @Test
  void isNotWhoHasOnlyTheName() throws SQLException {
    Person eve = registered();

    try (LogLines log = new LogLines(Map.of());
        RunningApi api = with(Map.of("username", eve.username(), "password", PASSWORD))) {
      assertThat(role(api, eve.username(), Login.PASSWORD)).isEqualTo("user");
      assertThat(log.lines())
          .anySatisfy(line -> assertThat(line).contains("has another password than the one set"));
    }
    assertThat(appointments()).isZero();
  }

  @Test
  void isNobodyWhenNobodyIsNamed() throws SQLException {
    registered();

    assertThat(database.number("select count(*) from accounts where role = 'admin'")).isZero();
  }

  private Person registered() {
    try (RunningApi api = RunningApi.on(database)) {
      return api.rest().register("somebody");
    }
  }

  private RunningApi with(Map<String, String> admin) {
    Map<String, Object> settings = new HashMap<>(Map.of("parley.database.url", database.url()));
    admin.forEach((name, value) -> settings.put("parley.admin." + name, value));
    return RunningApi.with(settings);
  }

  private static String role(RunningApi api, String login, String password) {
    Answer answer = logIn(api, login, password).expect(200);
    return api.rest()
        .withToken(answer.text("access_token"))
        .get("/v1/users/me")
        .expect(200)
        .text("role");
  }

  private static Answer logIn(RunningApi api, String login, String password) {
    return api.rest()
        .post(
            "/v1/auth/login",
            "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(login, password));
  }

  private long appointments() throws SQLException {
    return database.number(
        "select count(*) from audit_log where action = 'admin_appointed' and actor_id is null");
  }

  private String text(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
