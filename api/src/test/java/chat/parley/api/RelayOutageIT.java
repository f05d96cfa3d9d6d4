package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.RedisStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Relays whose Redis is away, or there and not answering.
class RelayOutageIT {
  private static final String RELAY = "/internal/v1/outbox/relay";
  private static final Duration LONG = Duration.ofSeconds(20);

  private Database database;
  private Leftovers leftovers;
  private RedisStore redis;

  @BeforeEach
  void start() {
    database = Database.fresh();
    leftovers = new Leftovers(database);
    redis = RedisStore.temporary();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void whileRedisIsAwayRowsStayAndTriesAreFewAndThenAllIsPublished() throws Exception {
    try (RunningApi api = api(Map.of())) {
      Person ada = api.rest().register("ada");
      String room = room(api, ada);
      redis.kill();
      leftovers.messages(room, ada, 300);
      await().until(() -> passes(api, "redis_away") >= 1);
      Instant begin = Instant.now();

      await().atMost(LONG).until(() -> passes(api, "redis_away") >= 5);

      // At least half of 0.5, 1, 2 and 2 s.
      assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(2_500));
      assertThat(leftovers.rows()).isEqualTo(300);
      new Gateway(api).post(RELAY, "").expect(503);
      redis.restart();
      try (Heard heard = new Heard(redis.uri())) {
        await().atMost(Duration.ofSeconds(5)).until(() -> leftovers.rows() == 0);
        assertThat(heard.durable("parley:c:" + room, 1)).isNotEmpty();
      }
    }
  }

  @Test
  void anApiThatStartsWhileRedisIsAwayRelaysOnceItIsThere() throws Exception {
    redis.kill();
    try (RunningApi api = api(Map.of())) {
      api.rest().as(api.rest().register("ada")).group();
      await().atMost(LONG).until(() -> passes(api, "redis_away") >= 2);
      assertThat(leftovers.rows()).isEqualTo(2);

      redis.restart();

      await().atMost(Duration.ofSeconds(5)).until(() -> leftovers.rows() == 0);
    }
  }

  @Test
  void noTransactionWaitsForARedisThatDoesNotAnswer() throws Exception {
    try (RunningApi api =
        api(
            Map.of(
                "parley.outbox.publish-timeout", "300ms", "parley.redis.command-timeout", "1h"))) {
      Person ada = api.rest().register("ada");
      String room = room(api, ada);
      RedisPause.writes(redis, Duration.ofMinutes(1));
      leftovers.messages(room, ada, 10);

      await()
          .atMost(LONG)
          .until(
              () -> {
                assertThat(database.number(LONG_TRANSACTIONS)).isZero();
                return passes(api, "redis_away") >= 3;
              });

      assertThat(leftovers.rows()).isEqualTo(10);
      RedisPause.end(redis);
      await().atMost(LONG).until(() -> leftovers.rows() == 0);
    }
  }

  private static final String LONG_TRANSACTIONS =
      """
      select count(*) from pg_stat_activity
       where datname = current_database() and xact_start < now() - interval '2 seconds'
      """;

  private static final String HELD_ROWS =
      """
      with free as (select id from outbox for update skip locked)
      select (select count(*) from outbox) - (select count(*) from free)
      """;

  /// As when its machine is gone without a word: it holds rows and will never let go of them.
  @Test
  void theRowsOfARelayThatHangsAreTakenBackAndRelayedByAnother() throws Exception {
    try (RunningApi hanging =
            api(
                Map.of(
                    "parley.outbox.publish-timeout", "1h",
                    "parley.redis.command-timeout", "1h",
                    "parley.outbox.claim-timeout", "2s",
                    "parley.outbox.closing-timeout", "100ms"));
        RunningApi other =
            api(
                Map.of(
                    "parley.redis.uri", RunningApi.redis().uri(),
                    "parley.outbox.relay-enabled", "false",
                    "parley.outbox.grace", "0ms"))) {
      Person ada = hanging.rest().register("ada");
      String room = room(hanging, ada);
      RedisPause.writes(redis, Duration.ofMinutes(1));
      leftovers.messages(room, ada, 1);
      await().until(() -> database.number(HELD_ROWS) == 1);
      assertThat(relay(other)).as("while it is held").isZero();

      await().until(() -> relay(other) == 1);

      assertThat(leftovers.rows()).isZero();
    }
  }

  private RunningApi api(Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of("parley.database.url", database.url(), "parley.redis.uri", redis.uri()));
    settings.putAll(more);
    return RunningApi.with(settings);
  }

  /// A new group whose first events have been published and cleared.
  private String room(RunningApi api, Person creator) {
    String room = api.rest().as(creator).group();
    await().until(() -> leftovers.rows() == 0);
    return room;
  }

  private static long relay(RunningApi api) {
    return new Gateway(api).post(RELAY, "").expect(200).number("published");
  }

  private static double passes(RunningApi api, String outcome) {
    return api.bean(MeterRegistry.class)
        .counter("parley.outbox.passes", "outcome", outcome)
        .count();
  }
}
