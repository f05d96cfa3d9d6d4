package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.Program;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.Signal;
import chat.parley.system.RestClient.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Production mode as somebody meets it who starts the programs. What is looked at one by one is
/// in the tests of api's and push's conditions.
class ProductionIT {
  /// `EX_CONFIG`: supervisors can tell it from a crash.
  private static final int UNFIT = 78;

  private static final String BAD_SECRET = "change-me-5ecre7";

  @TempDir Path folder;

  @Test
  void anApiThatIsUnfitSaysAllThatIsWrongEndsAndHasTouchedNothing() throws Exception {
    try (PostgresStore postgres = PostgresStore.temporary()) {
      Map<String, String> settings = new HashMap<>();
      settings.put("PARLEY_PRODUCTION", "true");
      settings.put("PARLEY_DATABASE_URL", postgres.createDatabase("untouched"));
      settings.put("PARLEY_DATABASE_USERNAME", postgres.username());
      settings.put("PARLEY_DATABASE_PASSWORD", postgres.password());
      settings.put("PARLEY_INTERNAL_CREDENTIAL", BAD_SECRET);
      settings.put("PARLEY_REDIS_URI", "redis://:" + BAD_SECRET + "@redis.example.org");
      settings.put("PARLEY_CORS_ALLOWED_ORIGINS", "*");
      settings.put("PARLEY_MAIL_KEEP", "true");

      String log = refused(Checkout.here().api(), settings);

      assertThat(log)
          .contains(
              "PARLEY_INTERNAL_CREDENTIAL",
              "PARLEY_AUTH_SIGNING_KEYS",
              "PARLEY_DATABASE_MIGRATE",
              "PARLEY_REDIS_URI",
              "PARLEY_TRUSTED_PROXIES",
              "PARLEY_REALTIME_URL",
              "PARLEY_CORS_ALLOWED_ORIGINS",
              "PARLEY_MAIL_KEEP",
              "PARLEY_STORAGE_FOLDER")
          .doesNotContain("PARLEY_DATABASE_URL", "5ecre7", postgres.password(), "\tat ");
      assertThat(tables(postgres, "untouched")).isZero();
    }
  }

  @Test
  void aPushNodeThatIsUnfitSaysAllThatIsWrongAndEnds() throws Exception {
    String log =
        refused(
            Checkout.here().push(),
            Map.of(
                "MICRONAUT_ENVIRONMENTS",
                "prod",
                "PARLEY_INTERNAL_CREDENTIAL",
                BAD_SECRET,
                "PARLEY_API_URLS",
                "http://api.example.org"));

    assertThat(log)
        .contains(
            "PARLEY_INTERNAL_CREDENTIAL",
            "PARLEY_REDIS_URI",
            "PARLEY_API_URLS",
            "PARLEY_PUSH_ALLOWED_ORIGINS")
        .doesNotContain("5ecre7", "\tat ");
  }

  @Test
  void whatIsFitStartsServesAndRepeatsItsWarnings() throws Exception {
    StackOptions options =
        StackOptions.temporary()
            .logFolder(folder)
            .with("PARLEY_PRODUCTION", "true")
            .with("MICRONAUT_ENVIRONMENTS", "cloud")
            .with("PARLEY_DATABASE_MIGRATE", "true")
            .with("PARLEY_TRUSTED_PROXIES", "127.0.0.1")
            .with("PARLEY_REALTIME_URL", "wss://chat.example.org/ws")
            .with("PARLEY_PUSH_ALLOWED_ORIGINS", "https://chat.example.org")
            .with("PARLEY_MAIL_KEEP", "false")
            .with("PARLEY_RATE_LIMITS_ENABLED", "true")
            .with("PARLEY_PASSWORDS_MEMORY", "19456")
            .with("PARLEY_PASSWORDS_PASSES", "2");
    try (Stack stack = Stack.start(options)) {
      Person ada = RestClient.on(stack.apis().getFirst().port()).register("ada");

      assertThat(Upgrade.statusOf(stack.pushes().getFirst().port(), ada.token())).isEqualTo(101);
      assertThat(stack.apis().getFirst().log())
          .content()
          .containsOnlyOnce("parley.database.migrate (PARLEY_DATABASE_MIGRATE) lets each start");
    }
  }

  /// @return what it wrote
  private String refused(Program program, Map<String, String> settings) throws Exception {
    Path log = folder.resolve(program.name() + ".log");
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Launch(
                program.name(), command(program), settings, folder, log, Signal.KILL, null));
    try {
      assertThat(process.exit().get(60, TimeUnit.SECONDS)).isEqualTo(UNFIT);
      return Files.readString(log);
    } finally {
      process.kill();
    }
  }

  private static List<String> command(Program program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program.options());
    command.addAll(List.of("-jar", program.jar().toString()));
    return command;
  }

  private static int tables(PostgresStore postgres, String database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(database), postgres.username(), postgres.password());
        ResultSet count =
            connection
                .createStatement()
                .executeQuery("select count(*) from pg_tables where schemaname = 'public'")) {
      count.next();
      return count.getInt(1);
    }
  }
}
