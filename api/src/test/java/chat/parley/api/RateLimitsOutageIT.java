package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.infra.stores.RedisStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Limits while Redis is away, or takes its time.
class RateLimitsOutageIT {
  private static RedisStore redis;
  private static RunningApi one;
  private static RunningApi two;

  @BeforeAll
  static void start() {
    redis = RedisStore.temporary();
    Database database = Database.fresh();
    one = limited(database);
    two = limited(database);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    redis.close();
  }

  @AfterEach
  void bringBack() throws IOException {
    if (!redis.isRunning()) {
      redis.restart();
    }
    redis.resume();
    RedisPause.end(redis);
  }

  private static RunningApi limited(Database database) {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.redis.uri",
            redis.uri(),
            "parley.rate-limits.enabled",
            true,
            "parley.rate-limits.messages",
            "5/10m",
            "parley.rate-limits.redis-pause",
            "300ms"));
  }

  @Test
  void withoutRedisEachApiCountsForItselfAndThenTogetherAgain() {
    Rest ada = newcomer();
    String room = ada.group();
    redis.kill();

    assertThat(statuses(ada, room, 7)).containsExactly(201, 201, 201, 201, 201, 429, 429);
    assertThat(statuses(ada.at(two), room, 7)).containsExactly(201, 201, 201, 201, 201, 429, 429);
    Answer refused = ada.write(room, "one too many");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(500, 600);
    Rest bob = newcomer();
    bob.write(bob.group(), "others are not hindered").expect(201);

    redis.restart();
    awaitCountingTogether();
  }

  @Test
  void whatCostsNothingCostsNothingWithoutRedisToo() {
    Rest ada = newcomer();
    String room = ada.group();
    redis.kill();
    for (int i = 0; i < 12; i++) {
      int expected = i == 0 ? 201 : 200;
      ada.post(Rest.messages(room), "{\"content\": \"x\", \"client_id\": \"c\"}").expect(expected);
    }
    assertThat(statuses(ada, room, 5)).containsExactly(201, 201, 201, 201, 429);

    redis.restart();
    awaitCountingTogether();
  }

  @Test
  void ofTwentyAtOnceFivePassWithoutRedisToo() throws Exception {
    Rest ada = newcomer();
    String room = ada.group();
    redis.kill();

    List<Integer> statuses = Together.times(20, i -> ada.write(room, "message " + i).status());

    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(5);
    assertThat(statuses.stream().filter(status -> status == 429)).hasSize(15);
    redis.restart();
    awaitCountingTogether();
  }

  /// Each wait that is paid is one of 50 ms; without the pause all requests would pay it.
  @Test
  void aRedisThatTakesItsTimeIsWaitedForOnceInAWhileAndNotByEverybody() throws IOException {
    Rest ada = newcomer();
    String room = ada.group();
    ada.write(room, "warm").expect(201);
    RedisPause.writes(redis, Duration.ofMinutes(1));

    long[] millis =
        LongStream.range(0, 60)
            .map(
                i -> {
                  long begin = System.nanoTime();
                  ada.write(room, "text");
                  return (System.nanoTime() - begin) / 1_000_000;
                })
            .sorted()
            .toArray();

    assertThat(millis[30]).as("the median").isLessThan(50);
    assertThat(statuses(ada, room, 1)).containsExactly(429);
    RedisPause.end(redis);
    awaitCountingTogether();
  }

  @Test
  void aRedisThatNoLongerAnswersAtAllHindersNobody() {
    Rest ada = newcomer();
    String room = ada.group();
    redis.suspend();

    assertThat(statuses(ada, room, 6)).containsExactly(201, 201, 201, 201, 201, 429);

    redis.resume();
    awaitCountingTogether();
  }

  /// Five through both apis, not five through each.
  private static void awaitCountingTogether() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              Rest somebody = newcomer();
              String room = somebody.group();
              return IntStream.range(0, 10)
                      .map(i -> somebody.at(i % 2 == 0 ? one : two).write(room, "text").status())
                      .filter(status -> status == 201)
                      .count()
                  == 5;
            });
  }

  private static List<Integer> statuses(Rest who, String room, int times) {
    return IntStream.range(0, times).mapToObj(i -> who.write(room, "text").status()).toList();
  }

  private static Rest newcomer() {
    return one.rest().as(one.rest().register("newcomer"));
  }
}
