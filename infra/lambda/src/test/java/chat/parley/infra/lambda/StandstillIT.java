package chat.parley.infra.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.lambda.Caller.Reply;
import chat.parley.infra.stores.Signal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A function that stands still between requests (SIGSTOP), and what happens meanwhile.
class StandstillIT {
  private static Deployment system;
  private static Wire postgres;
  private static Wire redis;
  private static Gateway gateway;
  private static Instance function;

  @BeforeAll
  static void start() throws Exception {
    system = Deployment.shared();
    postgres = new Wire(system.stack().postgres().port());
    redis = new Wire(system.stack().redis().port());
    gateway = new Gateway();
    function = another();
  }

  private static Instance another() throws Exception {
    Instance started =
        system
            .instance(
                "standstill",
                ApiFunction.class,
                Map.of(
                    "PARLEY_DATABASE_URL",
                    "jdbc:postgresql://127.0.0.1:%d/parley".formatted(postgres.port()),
                    "PARLEY_REDIS_URI",
                    "redis://127.0.0.1:" + redis.port()))
            .awaitReady();
    gateway.leadTo(started::invoke);
    return started;
  }

  @AfterAll
  static void stop() throws Exception {
    function.close();
    gateway.close();
    postgres.close();
    redis.close();
  }

  private static Caller person() throws Exception {
    return Caller.registered(gateway.uri());
  }

  @Test
  void theFirstRequestFindsConnectionsThatWereClosedMeanwhile() throws Exception {
    Caller ann = person();
    Caller ben = person();
    String room = ann.group(ben);
    try (Ears ears = Ears.of(ben, system.push())) {
      function.freeze();
      system.ask(
          "select count(pg_terminate_backend(pid)) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and datname = 'parley'");
      system.stack().redis().kill();
      system.stack().redis().restart();
      function.thaw();

      assertThat(ann.say(room, "after the cut").status()).isEqualTo(201);
      assertThat(outbox(room)).isEqualTo("0");
      ears.hear("after the cut");
    }
  }

  @Test
  void theFirstRequestFindsConnectionsThatWereForgottenByTheNetwork() throws Exception {
    Caller ann = person();
    Caller ben = person();
    String room = ann.group(ben);
    try (Ears ears = Ears.of(ben, system.push())) {
      function.freeze();
      postgres.forget();
      redis.forget();
      function.thaw();

      assertThat(ann.say(room, "after the silence").status()).isEqualTo(201);
      assertThat(outbox(room)).isEqualTo("0");
      ears.hear("after the silence");
    }
  }

  @Test
  void aSessionThatEndedMeanwhileDoesNotCount() throws Exception {
    Caller ann = person();
    assertThat(ann.get("/v1/users/me").status()).isEqualTo(200);
    function.freeze();
    assertThat(ann.at(system.otherApi()).post("/v1/auth/logout", "").status()).isEqualTo(204);
    function.thaw();
    Reply after = ann.get("/v1/users/me");
    assertThat(after.status()).isEqualTo(401);
    assertThat(after.code()).isEqualTo("session_revoked");
  }

  /// In the middle of a transaction it would hold locks for as long as it stands still.
  @Test
  void itHoldsNoTransactionWhileItStandsStill() throws Exception {
    Caller ann = person();
    String room = ann.group(person());
    for (int i = 0; i < 10; i++) {
      ann.say(room, "and then " + i);
      function.freeze();
      assertThat(
              system.ask(
                  "select count(*) from pg_stat_activity where application_name = 'parley-api'"
                      + " and state <> 'idle' and pid <> pg_backend_pid()"))
          .isEqualTo("0");
      function.thaw();
    }
  }

  @Test
  void whatIsLeftBetweenCommitAndPublishIsPublishedByTheKeeper() throws Exception {
    Caller ann = person();
    Caller ben = person();
    String room = ann.group(ben);
    try (Ears ears = Ears.of(ben, system.push())) {
      redis.swallow();
      // Acknowledged all the same: it is committed.
      assertThat(ann.say(room, "left behind").status()).isEqualTo(201);
      function.kill();
      redis.hear();
      function = another();
      assertThat(outbox(room)).isEqualTo("1");

      system.keepHouse();

      assertThat(ears.hear("left behind")).contains("message.created");
      assertThat(outbox(room)).isEqualTo("0");
    }
  }

  @Test
  void itEndsWhenItIsToldTo() throws Exception {
    person();
    Instance ending = function;
    function = another();
    ending.process().stop(Signal.TERM, Duration.ofSeconds(20));
    assertThat(ending.process().exit().get(20, SECONDS)).isEqualTo(143);
    assertThat(ending.log()).doesNotContain("ERROR");
  }

  private static String outbox(String room) throws Exception {
    return system.ask("select count(*) from outbox where conversation_id = '" + room + "'");
  }
}
