package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How an api comes to know what has ended elsewhere.
class EndingsIT {
  private static final String ME = "/v1/users/me";
  private static final String LOGOUT = "/v1/auth/logout";

  private static Database database;
  private static RunningApi elsewhere;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    elsewhere = RunningApi.on(database);
  }

  @AfterAll
  static void stop() {
    elsewhere.close();
  }

  @Test
  void byTheNewsOnRedis() {
    try (RunningApi api = api(Map.of("parley.sessions.look-interval", "1h"))) {
      // News from before it had subscribed is lost on it, so more than one is told.
      await()
          .until(
              () -> {
                Person ada = elsewhere.rest().register("ada");
                elsewhere.rest().as(ada).post(LOGOUT, "").expect(204);
                return api.rest().as(ada).get(ME).status() == 401;
              });
    }
  }

  @Test
  void byLookingWhileRedisIsAway() {
    try (RedisStore redis = RedisStore.temporary()) {
      redis.kill();
      try (RunningApi api =
          api(Map.of("parley.redis.uri", redis.uri(), "parley.sessions.look-interval", "50ms"))) {
        Person ada = elsewhere.rest().register("ada");
        api.rest().as(ada).get(ME).expect(200);

        elsewhere.rest().as(ada).post(LOGOUT, "").expect(204);

        awaitRefused(api, ada, "session_revoked");
      }
    }
  }

  /// A look that went before the commit has not seen it, though it went after the time it carries.
  @Test
  void alsoWhenItIsCommittedAfterLaterOnesWereSeen() throws SQLException {
    try (RunningApi api = api(Map.of("parley.sessions.look-interval", "50ms"))) {
      Person early = elsewhere.rest().register("early");
      Person late = elsewhere.rest().register("late");
      try (Connection connection = database.connect()) {
        connection.setAutoCommit(false);
        Database.change(connection, end(early));
        database.change(end(late));
        awaitRefused(api, late, "session_revoked");
        api.rest().as(early).get(ME).expect(200);

        connection.commit();
      }
      awaitRefused(api, early, "session_revoked");
    }
  }

  @Test
  void byAskingForEachRequestWhenTheLastLookIsTooOld() throws SQLException {
    try (RunningApi api =
        api(Map.of("parley.sessions.look-interval", "1h", "parley.sessions.stale-after", "0s"))) {
      Person ended = elsewhere.rest().register("ended");
      Person suspended = elsewhere.rest().register("suspended");
      Person fine = elsewhere.rest().register("fine");
      api.rest().as(ended).get(ME).expect(200);
      database.change(end(ended));
      database.change(
          "update accounts set suspended_until = 'infinity' where id = '" + suspended.id() + "'");

      assertRefused(api.rest().as(ended).get(ME), "session_revoked");
      assertRefused(api.rest().as(suspended).get(ME), "account_suspended");
      api.rest().as(fine).get(ME).expect(200);
    }
  }

  @Test
  void anApiThatStartsKnowsWhatEndedBefore() {
    Person ada = elsewhere.rest().register("ada");
    elsewhere.rest().as(ada).post(LOGOUT, "").expect(204);

    try (RunningApi api = api(Map.of())) {
      assertRefused(api.rest().as(ada).get(ME), "session_revoked");
    }
  }

  /// It can't be told whether the session still counts.
  @Test
  void withoutTheDatabaseNobodyIsLetInOnAnOldLook() {
    try (PostgresStore postgres = PostgresStore.temporary();
        RunningApi api =
            RunningApi.with(
                Map.of(
                    "parley.database.url", postgres.jdbcUrl(),
                    "parley.database.username", postgres.username(),
                    "parley.database.password", postgres.password(),
                    "datasources.default.connection-timeout", 500,
                    "parley.sessions.stale-after", "0s"))) {
      Person ada = api.rest().register("ada");
      api.rest().as(ada).post("/v1/realtime/tickets", "").expect(201);
      postgres.kill();

      Answer refused = api.rest().as(ada).post("/v1/realtime/tickets", "");

      assertThat(refused.status()).as("%s", refused).isEqualTo(503);
      assertThat(refused.text("code")).isEqualTo("dependency_unavailable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "50ms"})
  void aSuspensionAndItsEndAreKnownElsewhereToo(String interval) throws SQLException {
    Person admin = elsewhere.rest().register("admin");
    database.appoint(admin);
    try (RunningApi api = api(Map.of("parley.sessions.look-interval", interval))) {
      Person ada = api.rest().register("ada");
      String account = "/v1/admin/users/" + ada.id();
      await()
          .until(
              () -> {
                elsewhere
                    .rest()
                    .as(admin)
                    .post(account + "/suspend", "{\"reason\": \"spam\"}")
                    .expect(204);
                return api.rest().as(ada).get(ME).status() == 401;
              });
      assertRefused(api.rest().as(ada).get(ME), "account_suspended");

      elsewhere.rest().as(admin).post(account + "/restore", "").expect(204);

      await().until(() -> api.rest().as(ada).get(ME).status() == 200);
    }
  }

  private static void awaitRefused(RunningApi api, Person person, String code) {
    await().until(() -> api.rest().as(person).get(ME).status() == 401);
    assertRefused(api.rest().as(person).get(ME), code);
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  private static String end(Person person) {
    return "update sessions set revoked_at = clock_timestamp() where id = '"
        + person.session()
        + "'";
  }

  /// Long enough for a request to be let in on what is in memory.
  private static RunningApi api(Map<String, Object> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of("parley.database.url", database.url(), "parley.sessions.stale-after", "1h"));
    all.putAll(settings);
    return RunningApi.with(all);
  }
}
