package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.pubsub.Listener;
import chat.parley.shared.pubsub.Subscriptions;
import chat.parley.shared.redis.Redis;
import chat.parley.shared.redis.RedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Subscriptions that look nowhere by themselves: only what the servers say tells them where to be.
class ClusterSubscriptionsIT {
  private static final int CHANNELS = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static @Nullable RunningCluster started;
  private static RunningCluster cluster;

  @BeforeAll
  static void start() {
    cluster = RunningCluster.start(Map.of("parley.redis.topology-refresh", "1h"));
    started = cluster;
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  /// In one go, several channels with each command, of which some are refused: `MOVED`.
  @Test
  void whatIsAskedOfTheWrongServersIsAskedOfTheRightOnes() {
    Heard heard = new Heard("wrong");
    heard.subscribe(0, 1);
    await().atMost(PATIENCE).until(() -> heard.confirmed.size() == 1);
    moveSlots();

    heard.subscribe(1, CHANNELS);

    await().atMost(PATIENCE).until(() -> heard.confirmed.size() == CHANNELS);
    heard.publishToAll();
    await().atMost(PATIENCE).until(() -> heard.messages.size() == CHANNELS);
  }

  @Test
  void whatHasMovedIsFollowed() {
    Heard heard = new Heard("followed");
    heard.subscribe(0, CHANNELS);
    await().atMost(PATIENCE).until(() -> heard.confirmed.size() == CHANNELS);
    heard.confirmed.clear();

    moveSlots();

    await().atMost(PATIENCE).until(() -> heard.confirmed.size() > CHANNELS / 32);
    await().atMost(PATIENCE).until(heard::allAreHeard);
  }

  private static void moveSlots() {
    List<RedisStore> masters = cluster.servers().masters();
    cluster.servers().moveSlots(masters.get(0), masters.get(1), 1_000);
    cluster.servers().awaitWhole();
  }

  private static final class Heard {
    private final Subscriptions subscriptions = cluster.bean(Subscriptions.class);
    private final Redis redis = cluster.bean(Redis.class);
    private final RedisConnection connection = cluster.bean(RedisConnection.class);
    private final String prefix;
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    Heard(String prefix) {
      this.prefix = "parley:test:" + prefix + ":";
    }

    void subscribe(int from, int to) {
      IntStream.range(from, to).forEach(i -> subscriptions.subscribe(prefix + i, on(prefix + i)));
    }

    private Listener on(String channel) {
      return new Listener() {
        @Override
        public void subscribed() {
          confirmed.add(channel);
        }

        @Override
        public void doubtful() {}

        @Override
        public void message(byte[] bytes) {
          assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo(channel);
          messages.add(channel);
        }
      };
    }

    void publishToAll() {
      List<AsyncCommand<String, byte[], Long>> all =
          IntStream.range(0, CHANNELS)
              .mapToObj(i -> prefix + i)
              .map(name -> redis.publication(name, name.getBytes(StandardCharsets.US_ASCII)))
              .toList();
      connection.get().join().dispatch(all);
      all.forEach(each -> each.toCompletableFuture().join());
    }

    boolean allAreHeard() {
      messages.clear();
      publishToAll();
      await().atMost(Duration.ofSeconds(1)).until(() -> messages.size() > 0);
      return Set.copyOf(messages).size() == CHANNELS;
    }
  }
}
