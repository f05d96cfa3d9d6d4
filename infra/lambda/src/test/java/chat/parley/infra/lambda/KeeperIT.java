package chat.parley.infra.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What an api does by itself, done by the function that a schedule calls.
class KeeperIT {
  private static Deployment system;

  @BeforeAll
  static void start() {
    system = Deployment.shared();
  }

  @Test
  void mailsGoOut() throws Exception {
    String name =
        Caller.registered(system.api()).get("/v1/users/me").json().path("username").asText();
    String orders =
        "select count(*) from mail_outbox where email = '%s@example.org'".formatted(name);
    assertThat(system.ask(orders)).isEqualTo("1");

    system.keepHouse();

    assertThat(system.ask(orders)).isEqualTo("0");
  }

  /// By the keeper alone: what runs by a schedule elsewhere runs nowhere in a function that may
  /// stand still in the middle of it.
  @Test
  void partitionsAreMadeAhead() throws Exception {
    String partitions = "select count(*) from pg_inherits where inhparent = 'events'::regclass";
    String all = system.ask(partitions);
    system.execute(
        "drop table "
            + system.ask(
                "select max(inhrelid::regclass::text) from pg_inherits"
                    + " where inhparent = 'events'::regclass"));
    String fewer = system.ask(partitions);
    assertThat(fewer).isNotEqualTo(all);

    try (Instance other = system.instance("other", ApiFunction.class, Map.of()).awaitReady();
        Gateway gateway = new Gateway()) {
      gateway.leadTo(other::invoke);
      Caller.registered(gateway.uri()).get("/v1/users/me");
    }
    assertThat(system.ask(partitions)).isEqualTo(fewer);

    system.keepHouse();
    assertThat(system.ask(partitions)).isEqualTo(all);
  }

  /// For as long as the event says, and not as long as the setting does.
  @Test
  void eachCallIsAWholeLifeAndLeavesNothingConnected() throws Exception {
    try (Wire postgres = new Wire(system.stack().postgres().port());
        Wire redis = new Wire(system.stack().redis().port());
        Instance keeper =
            system
                .instance(
                    "keeper",
                    Keeper.class,
                    Map.of(
                        "PARLEY_FUNCTION_STAY",
                        "50s",
                        "PARLEY_DATABASE_URL",
                        "jdbc:postgresql://127.0.0.1:%d/parley".formatted(postgres.port()),
                        "PARLEY_REDIS_URI",
                        "redis://127.0.0.1:" + redis.port()))
                .awaitReady()) {
      for (int life = 0; life < 2; life++) {
        keeper.invoke(bytes("{\"stay\":\"0s\"}")).get(60, TimeUnit.SECONDS);
        assertThat(postgres.seen()).isPositive();
        assertThat(redis.seen()).isPositive();
        // What was not closed by then can't be now.
        keeper.freeze();
        await().untilAsserted(() -> assertThat(postgres.open()).as("PostgreSQL").isZero());
        await().untilAsserted(() -> assertThat(redis.open()).as("Redis").isZero());
        keeper.thaw();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
