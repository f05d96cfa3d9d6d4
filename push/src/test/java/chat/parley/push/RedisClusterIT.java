package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.infra.stores.InstalledRedis;
import chat.parley.infra.stores.RedisCluster;
import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A node on a real cluster of three masters and three replicas, of which slots move and masters
/// die.
@Execution(ExecutionMode.SAME_THREAD)
class RedisClusterIT {
  private static final int ROOMS = 40;

  /// So many that some are in any 300 slots.
  private static final int MANY_ROOMS = 1_000;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static @Nullable RedisCluster started;
  private static RedisCluster cluster;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start(installed(), TIMEOUT);
    started = cluster;
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  /// Without it the test is skipped.
  static InstalledRedis installed() {
    Optional<InstalledRedis> installed = InstalledRedis.find();
    if (installed.isEmpty()) {
      System.out.println(
          "SKIPPED: no redis-server 7 and redis-cli here (Debian: redis-server, redis-tools)");
    }
    assumeTrue(installed.isPresent(), "redis-server 7 is not installed");
    return installed.orElseThrow();
  }

  private static RunningPush push(FakeApi api, Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(Map.of("parley.redis.uri", "", "parley.redis.cluster", cluster.uris()));
    all.putAll(more);
    return new RunningPush(api, all);
  }

  @Test
  void eachMasterHasOneConnectionAndAShareOfTheChannels() {
    try (FakeApi api = new FakeApi();
        RunningPush push = push(api, Map.of())) {
      UserId ada = api.newUser();
      List<ConversationId> rooms = rooms(api, ada, ROOMS);
      try (TestSocket socket = push.open(api.token(ada))) {
        socket.next("hello");
        Publishing publishing = new Publishing(api, push, rooms);

        rooms.forEach(publishing::publish);

        publishing.assertAllCome(socket);
        for (RedisStore master : cluster.masters()) {
          assertThat(channels(master)).as("channels at %s", master.port()).isGreaterThan(3);
          assertThat(listeners(master)).as("connections to %s", master.port()).isEqualTo(1);
        }
        assertThat(readiness(push)).isEqualTo(200);
      }
    }
  }

  @Test
  void nothingIsMissedWhileSlotsMove() {
    try (FakeApi api = new FakeApi();
        RunningPush push = push(api, Map.of())) {
      UserId ada = api.newUser();
      List<ConversationId> rooms = rooms(api, ada, ROOMS);
      try (TestSocket socket = push.open(api.token(ada))) {
        socket.next("hello");
        Publishing publishing = new Publishing(api, push, rooms);
        publishing.begin();

        List<RedisStore> masters = cluster.masters();
        cluster.moveSlots(masters.get(0), masters.get(1), 1_000);
        cluster.moveSlots(masters.get(1), masters.get(2), 1_000);
        publishing.end();

        publishing.assertAllCome(socket);
        await().until(() -> readiness(push) == 200);
        cluster.awaitWhole();
      }
    }
  }

  /// What is committed while nobody is subscribed, and not published again, only a comparison
  /// finds. And of what was written last the replica that takes over knows nothing.
  @Test
  void nothingIsMissedAndNobodyIsForgottenWhenAMasterDies() {
    try (FakeApi api = new FakeApi();
        RunningPush push =
            push(
                api,
                Map.of(
                    "parley.push.presence.renewal", "200ms",
                    "parley.redis.topology-refresh", "1s"))) {
      UserId ada = api.newUser();
      List<ConversationId> rooms = rooms(api, ada, ROOMS);
      try (TestSocket socket = push.open(api.token(ada));
          RedisClusterClient client = RedisClusterClient.create(cluster.uris().getFirst())) {
        client.setOptions(ClusterClientOptions.builder().build());
        String key = "parley:presence:user:" + ada;
        socket.next("hello");
        await().until(() -> client.connect().sync().scard(key) == 1);
        Publishing publishing = new Publishing(api, push, rooms);
        publishing.begin();

        client.connect().sync().del(key);
        RedisStore dead = cluster.masters().getFirst();
        List<ConversationId> its = push.at(dead.port(), rooms);
        assertThat(its).isNotEmpty();
        dead.kill();
        try {
          its.forEach(publishing::commit);
          cluster.awaitReplacementOf(dead);
          publishing.end();

          publishing.assertAllCome(socket);
          client.refreshPartitions();
          await().until(() -> client.connect().sync().scard(key) == 1);
          await().until(() -> readiness(push) == 200);
        } finally {
          dead.restart();
          cluster.awaitWhole();
        }
      }
    }
  }

  /// Somebody publishes at a server that was the master a moment ago, and is told that all is well.
  @Test
  void whatWasPublishedWhereNobodyListensAnyMoreIsFoundLater() {
    try (FakeApi api = new FakeApi();
        RunningPush push = push(api, Map.of("parley.redis.topology-refresh", "1s"))) {
      UserId ada = api.newUser();
      List<ConversationId> rooms = rooms(api, ada, MANY_ROOMS);
      try (TestSocket socket = push.open(api.token(ada))) {
        socket.next("hello");
        int before = quiet(api);
        List<RedisStore> masters = cluster.masters();

        cluster.moveSlots(masters.get(2), masters.get(0), 300);
        await().until(() -> api.replayCalls.get() > before);
        quiet(api);
        rooms.forEach(api::append);

        assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(1);
        cluster.awaitWhole();
      }
    }
  }

  /// Waits until no feed asks the api for anything.
  private static int quiet(FakeApi api) {
    AtomicInteger last = new AtomicInteger(-1);
    await()
        .pollInterval(Duration.ofMillis(150))
        .until(() -> api.replayCalls.get() == last.getAndSet(api.replayCalls.get()));
    return last.get();
  }

  @Test
  void aMasterThatHangsMakesTheNodeUnready() {
    try (FakeApi api = new FakeApi();
        RunningPush push =
            push(
                api,
                Map.of(
                    "parley.push.probe.interval", "100ms",
                    "parley.push.probe.patience", "800ms"))) {
      await().until(() -> readiness(push) == 200);
      RedisStore master = cluster.masters().getLast();

      master.suspend();
      await().until(() -> readiness(push) == 503);
      master.resume();

      await().until(() -> readiness(push) == 200);
      cluster.awaitWhole();
    }
  }

  private static List<ConversationId> rooms(FakeApi api, UserId member, int count) {
    return Stream.generate(() -> api.newConversation(member)).limit(count).toList();
  }

  private static int channels(RedisStore master) {
    try (RedisClient client = RedisClient.create(master.uri())) {
      return client.connect().sync().pubsubShardChannels().size();
    }
  }

  private static long listeners(RedisStore master) {
    try (RedisClient client = RedisClient.create(master.uri())) {
      return client
          .connect()
          .sync()
          .clientList()
          .lines()
          .filter(line -> !line.contains(" ssub=0 "))
          .count();
    }
  }

  static int readiness(RunningPush push) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(push.http("/health/readiness")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
