package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.infra.stores.PostgresStore;
import io.micronaut.jdbc.DataSourceResolver;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// An api that loses its database and gets it back.
@Isolated("It reads the log of the process.")
class DependencyIT {
  private static final String READINESS = "/health/readiness";
  private static final String LIVENESS = "/health/liveness";

  private static PostgresStore postgres;
  private static RunningApi api;
  private static Rest ada;
  private static String room;

  @BeforeAll
  static void start() {
    postgres = PostgresStore.temporary();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                postgres.jdbcUrl(),
                "parley.database.username",
                postgres.username(),
                "parley.database.password",
                postgres.password(),
                // Shorter than in production, for the tests' sake.
                "datasources.default.connection-timeout",
                500,
                "datasources.default.validation-timeout",
                300,
                "datasources.default.data-source-properties.socketTimeout",
                "1"));
    ada = api.rest().as(api.rest().register("ada"));
    room = ada.group();
  }

  @AfterAll
  static void stop() {
    api.close();
    postgres.close();
  }

  @AfterEach
  void bringBack() {
    if (!postgres.isRunning()) {
      postgres.restart();
    }
    postgres.resume();
  }

  @Test
  void whileTheDatabaseIsAwayEverybodyIsToldToRetryAndThenItGoesOnByItself() {
    assertItGoesOn();
    postgres.kill();

    for (Answer refused : requests()) {
      assertThat(refused.status()).as("%s", refused).isEqualTo(503);
      assertThat(refused.text("code")).isEqualTo("dependency_unavailable");
      assertThat(refused.header("Content-Type")).hasValue("application/problem+json");
      assertThat(refused.text("trace_id")).isEqualTo(refused.header("X-Request-Id").orElseThrow());
    }
    assertThat(ada.get(READINESS).status()).isEqualTo(503);
    // As probes ask, without a token, which may have to be looked up in the database.
    assertThat(api.rest().get(LIVENESS).status()).as("a restart would help nobody").isEqualTo(200);

    postgres.restart();
    assertItGoesOn();
  }

  @Test
  void whoeverAsksWhileItIsAwayHasAnAnswerInTime() throws Exception {
    postgres.kill();

    List<Duration> times =
        Together.times(
            40,
            i -> {
              Instant begin = Instant.now();
              ada.get("/v1/users/me").expect(503);
              return Duration.between(begin, Instant.now());
            });

    assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(2)));
  }

  /// Suspended, it takes connections and answers nothing.
  @Test
  void aDatabaseThatNoLongerAnswersIsAwayToo() throws Exception {
    assertItGoesOn();
    postgres.suspend();
    Instant begin = Instant.now();

    List<Answer> answers = Together.times(8, i -> ada.get("/v1/users/me"));

    assertThat(answers).extracting(Answer::status).containsOnly(503);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    postgres.resume();
    assertItGoesOn();
  }

  @Test
  void anOutageIsALineInTheLogForEachRequestAndNoStackTrace() {
    assertItGoesOn();
    List<String> lines;
    List<String> traces;
    try (LogLines log = new LogLines(Map.of())) {
      postgres.kill();
      requests().forEach(refused -> refused.expect(503));
      lines = log.lines();
      ada.get(READINESS).expect(503);
      traces = log.traces();
    }

    assertThat(traces).isEmpty();
    assertThat(lines).filteredOn(line -> line.startsWith("WARN chat.parley.api.system")).hasSize(4);
  }

  private static List<Answer> requests() {
    return List.of(
        ada.get("/v1/users/me"),
        ada.write(room, "lost"),
        ada.get(Rest.messages(room)),
        ada.post("/v1/auth/login", "{\"username\": \"ada\", \"password\": \"x\"}"));
  }

  @Test
  void aStatementMayTakeThirtySecondsUnlessItIsSetOtherwise() throws Exception {
    try (RunningApi untouched = RunningApi.onANewDatabase()) {
      DataSource pool =
          untouched.bean(DataSourceResolver.class).resolve(untouched.bean(DataSource.class));
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
      }
    }
  }

  private static void assertItGoesOn() {
    await().atMost(Duration.ofSeconds(20)).until(() -> ada.get(READINESS).status() == 200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ada.write(room, "it goes on").status() == 201);
  }
}
