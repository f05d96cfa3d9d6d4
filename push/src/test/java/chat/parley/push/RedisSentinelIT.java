package chat.parley.push;

import static chat.parley.push.RedisClusterIT.readiness;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.RedisSentinels;
import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A node on a master with two replicas, of which three Sentinels make one the next master.
@Execution(ExecutionMode.SAME_THREAD)
class RedisSentinelIT {
  private @Nullable RedisSentinels started;

  @BeforeEach
  void start() {
    started = RedisSentinels.start(RedisClusterIT.installed(), Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void nothingIsMissedWhenTheMasterDies() {
    assertNothingIsMissed(RedisStore::kill, RedisStore::restart);
  }

  /// It comes back believing that it is the master, with its connections still there.
  @Test
  void nothingIsMissedWhenTheMasterHangsAndComesBack() {
    assertNothingIsMissed(RedisStore::suspend, RedisStore::resume);
  }

  private void assertNothingIsMissed(Consumer<RedisStore> fault, Consumer<RedisStore> healing) {
    RedisSentinels sentinels = Objects.requireNonNull(started);
    try (FakeApi api = new FakeApi();
        RunningPush push =
            new RunningPush(
                api,
                Map.of(
                    "parley.redis.uri", sentinels.uri(),
                    "parley.redis.topology-refresh", "1s",
                    "parley.push.probe.interval", "200ms"))) {
      UserId ada = api.newUser();
      List<ConversationId> rooms =
          Stream.generate(() -> api.newConversation(ada)).limit(10).toList();
      try (TestSocket socket = push.open(api.token(ada))) {
        socket.next("hello");
        Publishing publishing = new Publishing(api, push, rooms);
        publishing.begin();

        RedisStore master = sentinels.master();
        fault.accept(master);
        rooms.forEach(publishing::commit);
        sentinels.awaitReplacementOf(master);
        healing.accept(master);
        sentinels.awaitWhole();
        publishing.end();

        publishing.assertAllCome(socket);
        await().until(() -> readiness(push) == 200);
      }
    }
  }
}
