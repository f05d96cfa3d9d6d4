package chat.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.redis.RedisConnection;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.lettuce.core.RedisClient;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The script does in Redis what [SlidingLog] does in memory.
class RedisWindowsIT {
  private static final Map<Limit, List<Quota>> QUOTAS =
      Map.of(
          Limit.MESSAGES,
          List.of(Quota.parse("5/1h"), Quota.parse("8/2h")),
          Limit.LOGIN,
          List.of(Quota.parse("3/1h")),
          Limit.SEARCH,
          List.of(Quota.parse("2/0.4s")));

  private static RedisStore redis;
  private static ApplicationContext context;
  private static RedisWindows windows;

  @BeforeAll
  static void start() throws JOSEException {
    redis = RedisStore.temporary();
    context =
        ApplicationContext.builder()
            .enableDefaultPropertySources(false)
            .properties(
                Map.of(
                    "parley.redis.uri",
                    redis.uri(),
                    "parley.internal.credential",
                    "a service credential of these tests only",
                    "parley.auth.signing-keys",
                    new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("test").generate())
                        .toString(false)))
            .build()
            .start();
    windows = new RedisWindows(context.getBean(RedisConnection.class), QUOTAS);
  }

  @AfterAll
  static void stop() {
    context.close();
    redis.close();
  }

  @Test
  void itDecidesLikeTheOneInMemoryWhateverIsReservedAndGivenBack() {
    Random random = new Random(4);
    for (int round = 0; round < 20; round++) {
      LocalWindows local = new LocalWindows(QUOTAS, Clock.systemUTC());
      List<List<Charge>> choices = choices(UUID.randomUUID().toString());
      Deque<Runnable> undo = new ArrayDeque<>();
      for (int step = 0; step < 30; step++) {
        if (random.nextInt(4) == 0 && !undo.isEmpty()) {
          undo.removeLast().run();
        } else {
          String reservation = UUID.randomUUID().toString();
          List<Charge> charges = choices.get(random.nextInt(choices.size()));
          Verdict there = reserve(reservation, charges);
          Verdict here = local.reserve(reservation, charges);
          assertThat(there.admitted()).as("%s", charges).isEqualTo(here.admitted());
          if (here.admitted()) {
            assertThat(there.standings())
                .extracting(Verdict.Standing::remaining)
                .isEqualTo(here.standings().stream().map(Verdict.Standing::remaining).toList());
            undo.add(
                () -> {
                  windows.giveBack(reservation, charges);
                  local.giveBack(reservation, charges);
                });
          } else {
            assertThat(there.retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofHours(2));
          }
        }
      }
    }
  }

  private static List<List<Charge>> choices(String somebody) {
    Charge message = new Charge(Limit.MESSAGES, somebody, 1);
    Charge login = new Charge(Limit.LOGIN, somebody, 1);
    return List.of(
        List.of(message), List.of(message.times(2)), List.of(login), List.of(message, login));
  }

  @Test
  void roomComesBackWhenTheOldestHasSlidOut() {
    List<Charge> search = List.of(new Charge(Limit.SEARCH, "slider", 1));
    Instant begin = Instant.now();
    assertThat(reserve("a", search).admitted()).isTrue();
    assertThat(reserve("b", search).admitted()).isTrue();

    Verdict refused = reserve("c", search);

    assertThat(refused.admitted()).isFalse();
    assertThat(refused.retryAfter()).isBetween(Duration.ofNanos(1), Duration.ofMillis(400));
    await().pollInterval(Duration.ofMillis(5)).until(() -> reserve("d", search).admitted());
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(399));
  }

  @Test
  void nothingStaysInRedisThatNoLongerCounts() {
    reserve("a", List.of(new Charge(Limit.SEARCH, "passer-by", 1)));
    try (RedisClient client = RedisClient.create(redis.uri())) {
      var commands = client.connect().sync();
      // -1 would be for ever; -2 is gone already.
      assertThat(commands.pttl("parley:limit:search:passer-by"))
          .isNotEqualTo(-1L)
          .isLessThanOrEqualTo(400L);
      await().until(() -> commands.exists("parley:limit:search:passer-by") == 0);
    }
  }

  @Test
  void aRedisThatHasForgottenTheScriptIsTaughtItAgain() {
    List<Charge> login = List.of(new Charge(Limit.LOGIN, "forgotten", 1));
    reserve("a", login);
    try (RedisClient client = RedisClient.create(redis.uri())) {
      client.connect().sync().scriptFlush();
    }

    assertThat(reserve("b", login).standings())
        .extracting(Verdict.Standing::remaining)
        .containsExactly(1L);
  }

  private static Verdict reserve(String reservation, List<Charge> charges) {
    return windows.reserve(reservation, charges).join();
  }
}
