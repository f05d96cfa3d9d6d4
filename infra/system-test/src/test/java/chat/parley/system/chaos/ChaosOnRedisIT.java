package chat.parley.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.infra.stores.InstalledRedis;
import chat.parley.system.chaos.Fault.Act;
import chat.parley.system.chaos.Fault.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The proof in short on several Redis servers: slots move, a master dies and a replica takes its
/// place, under load. For a long one see `parley.chaos.redis` in [Settings].
@Isolated("needs the machine")
class ChaosOnRedisIT {
  @BeforeAll
  static void isInstalled() {
    boolean found = InstalledRedis.find().isPresent();
    if (!found) {
      System.out.println(
          "SKIPPED: no redis-server 7 and redis-cli here (Debian: redis-server, redis-tools)");
    }
    assumeTrue(found, "redis-server 7 is not installed");
  }

  @Test
  void nothingIsLostOnAClusterWhoseSlotsMoveAndWhoseMasterDies() throws Exception {
    assertNothingIsLost(
        RedisServers.Sort.CLUSTER,
        fault(Act.RESHARD, 0, Duration.ofSeconds(2)),
        fault(Act.KILL, 1, Duration.ofSeconds(4)));
  }

  @Test
  void nothingIsLostWhenSentinelsMakeAnotherTheMaster() throws Exception {
    assertNothingIsLost(RedisServers.Sort.SENTINEL, fault(Act.KILL, 0, Duration.ofSeconds(2)));
  }

  private static Fault fault(Act act, int which, Duration at) {
    return new Fault(new Fault.Kind(act, Target.REDIS), which, at, Duration.ofMillis(500));
  }

  private static void assertNothingIsLost(RedisServers.Sort sort, Fault... faults)
      throws Exception {
    Settings settings = Settings.brief(sort, Duration.ofSeconds(12), new Plan(List.of(faults)));
    try (Chaos chaos = new Chaos(settings, UnaryOperator.identity())) {
      Report report = chaos.run();
      report.tell();
      assertThat(report.violations()).isEmpty();
      assertThat(report.faults()).hasSameSizeAs(faults);
    }
  }
}
