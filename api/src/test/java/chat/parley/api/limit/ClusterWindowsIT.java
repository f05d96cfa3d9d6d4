package chat.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.RunningCluster;
import chat.parley.shared.redis.RedisConnection;
import chat.parley.shared.redis.SocketCounts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is about several keys, on a cluster, where they lie on several servers.
class ClusterWindowsIT {
  private static final Map<Limit, List<Quota>> QUOTAS =
      Map.of(
          Limit.LOGIN, List.of(Quota.parse("3/1h")),
          Limit.LOGIN_BY_ADDRESS, List.of(Quota.parse("20/1h"), Quota.parse("30/2h")));

  private static @Nullable RunningCluster started;
  private static RunningCluster cluster;

  @BeforeAll
  static void start() {
    cluster = RunningCluster.start(Map.of());
    started = cluster;
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void severalWindowsAreChargedTogetherOrNotAtAll() {
    RedisWindows windows = new RedisWindows(cluster.bean(RedisConnection.class), QUOTAS);
    LocalWindows local = new LocalWindows(QUOTAS, Clock.systemUTC());
    Charge address = new Charge(Limit.LOGIN_BY_ADDRESS, "10.0.0.1", 1);
    for (int step = 0; step < 40; step++) {
      List<Charge> charges = List.of(new Charge(Limit.LOGIN, "user-" + step % 8, 1), address);
      String reservation = UUID.randomUUID().toString();

      Verdict there = windows.reserve(reservation, charges).join();
      Verdict here = local.reserve(reservation, charges);

      assertThat(there.admitted()).as("step %d", step).isEqualTo(here.admitted());
      if (here.admitted()) {
        assertThat(there.standings())
            .extracting(Verdict.Standing::remaining)
            .isEqualTo(here.standings().stream().map(Verdict.Standing::remaining).toList());
      }
    }
  }

  @Test
  void whatOneWindowRefusesIsGivenBackInTheOther() {
    RedisWindows windows = new RedisWindows(cluster.bean(RedisConnection.class), QUOTAS);
    Charge login = new Charge(Limit.LOGIN, "often", 1);
    Charge address = new Charge(Limit.LOGIN_BY_ADDRESS, "10.0.0.2", 1);
    windows.reserve("a", List.of(login.times(3))).join();

    for (int i = 0; i < 5; i++) {
      Verdict refused = windows.reserve("refused " + i, List.of(login, address)).join();
      assertThat(refused.admitted()).isFalse();
      assertThat(refused.standings().getLast().remaining()).isEqualTo(30);
    }

    Verdict alone = windows.reserve("b", List.of(address)).join();
    assertThat(alone.standings().getFirst().remaining()).isEqualTo(19);
  }

  @Test
  void theSocketsOfAllNodesAreSummed() {
    SocketCounts counts = cluster.bean(SocketCounts.class);

    counts.say("one", 3).join();
    counts.say("two", 4).join();

    await().until(() -> counts.sum().join() == 7);
  }
}
