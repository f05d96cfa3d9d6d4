package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.RedisStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an api does with its last publishes when it is told to end.
class ClosingIT {
  private static RedisStore redis;

  private Leftovers leftovers;

  @BeforeAll
  static void start() {
    redis = RedisStore.temporary();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void newDatabase() {
    leftovers = new Leftovers(Database.fresh());
  }

  @Test
  void whatRedisHasConfirmedIsCleared() throws Exception {
    try (RunningApi api = api()) {
      write(api, 20);
      assertThat(leftovers.rows()).isEqualTo(22);
    }

    assertThat(leftovers.rows()).isZero();
  }

  @Test
  void whatIsOnItsWayIsWaitedForAndCleared() throws Exception {
    try (RunningApi api = api()) {
      write(api, 1);
      RedisPause.writes(redis, Duration.ofMillis(800));
      write(api, 20);
    }

    assertThat(leftovers.rows()).isZero();
  }

  @Test
  void theWaitHasAnEndAndWhatWasNotConfirmedStays() throws Exception {
    RunningApi api = api();
    write(api, 0);
    await().until(() -> published(api) == 2);
    RedisPause.writes(redis, Duration.ofMinutes(1));
    write(api, 20);
    Instant begin = Instant.now();

    api.close();

    RedisPause.end(redis);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    // Those of the first group are gone.
    assertThat(leftovers.rows()).isEqualTo(22);
  }

  /// Nothing but the end clears rows, nothing but the fast path publishes.
  private RunningApi api() {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            leftovers.database().url(),
            "parley.redis.uri",
            redis.uri(),
            "parley.outbox.clearing-interval",
            "1h",
            "parley.outbox.relay-enabled",
            "false"));
  }

  private static double published(RunningApi api) {
    return api.bean(MeterRegistry.class).counter("parley.publish", "outcome", "published").count();
  }

  /// A new group, which is two events, and some messages.
  private static void write(RunningApi api, int messages) {
    Rest ada = api.rest().as(api.rest().register("ada"));
    String room = ada.group();
    for (int i = 0; i < messages; i++) {
      ada.write(room, "one more").expect(201);
    }
  }
}
