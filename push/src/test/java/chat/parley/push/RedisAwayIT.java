package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Channels;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Redis goes, comes back, or only seems to be there: nothing committed meanwhile is missed.
class RedisAwayIT {
  private FakeApi api;
  private RedisStore redis;
  private Link link;
  private RunningPush push;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
    redis = RedisStore.temporary();
    link = new Link(redis.port());
    push =
        new RunningPush(
            api,
            Map.of(
                "parley.redis.uri", "redis://127.0.0.1:" + link.port(),
                "parley.push.probe.interval", "100ms",
                "parley.push.probe.patience", "500ms"));
  }

  @AfterEach
  void stop() throws IOException {
    push.close();
    link.close();
    redis.close();
    api.close();
  }

  @Test
  void aNodeThatIsToldTwoThingsAboutRedisDoesNotStart() {
    assertThatThrownBy(
            () -> new RunningPush(api, Map.of("parley.redis.cluster", List.of("redis://:pa55@a"))))
        .hasStackTraceContaining("one of them, and not both")
        .satisfies(failure -> assertThat(messages(failure)).doesNotContain("pa55"));
  }

  private static String messages(Throwable failure) {
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + messages(failure.getCause());
  }

  @Test
  void whatWasCommittedWhileRedisWasDeadComesWhenItIsBack() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      await().until(() -> api.replayCalls.get() == 1);
      assertThat(readiness()).isEqualTo(200);

      redis.kill();
      await().until(() -> readiness() == 503);
      api.append(room);
      api.append(room);
      redis.restart();

      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(1);
      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(2);
      await().until(() -> readiness() == 200);
    }
  }

  /// The connection stands, the kernel says all is well, and nothing comes.
  @Test
  void aHalfDeadSubscriptionIsNoticedAndBuiltAnew() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      await().until(() -> api.replayCalls.get() == 1);

      link.deafen();
      api.append(room);

      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(1);
      await().until(() -> readiness() == 200);
    }
  }

  /// What the node sends may be swallowed as well as what it is to hear.
  @Test
  void aConnectionThatLeavesPingsUnansweredIsGivenUp() {
    await().until(() -> push.meter("parley.redis.probe") > 0);

    link.deafen();

    double before = push.meter("parley.redis.probe");
    await().until(() -> push.meter("parley.redis.probe") > before + 2);
  }

  @Test
  void aCutConnectionIsMadeGoodAtOnce() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      await().until(() -> api.replayCalls.get() == 1);

      link.cut();
      api.append(room);

      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(1);
    }
  }

  /// A client that has heard the hello asks how the others are and from then on goes by the news,
  /// which has no numbers: what is published before the subscription stands would be lost.
  @Test
  void aSocketDoesNotOpenBeforeItsConversationsAreSubscribed() {
    UserId ada = api.newUser();
    ConversationId known = api.newConversation(ada);
    try (TestSocket first = push.open(api.token(ada))) {
      first.next("hello");
      ConversationId fresh = api.newConversation(ada);
      CountDownLatch looked = new CountDownLatch(1);
      link.stall();
      api.afterNextSnapshot(looked::countDown);

      CompletableFuture<TestSocket> held =
          CompletableFuture.supplyAsync(() -> push.open(api.token(ada)));
      await().until(() -> looked.getCount() == 0);
      try (TestSocket later =
          TestSocket.open(
              push.uri("?conversations=%s&token=%s".formatted(known, api.token(ada))), s -> s)) {
        later.next("hello");
        assertThat(held).isNotDone();
      }
      link.flow();

      try (TestSocket opened = held.join()) {
        opened.next("hello");
        assertThat(push.subscribers(fresh)).isEqualTo(1);
      }
    }
  }

  /// Redis cuts a subscriber for which too much waits, and what waited is lost without a word.
  @Test
  void aSubscriberThatRedisCutsForReadingTooSlowlyMissesNothing() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    String text = "x".repeat(8_000);
    try (RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<String, byte[]> direct =
            client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
        RunningPush patient =
            new RunningPush(
                api,
                Map.of(
                    "parley.redis.uri",
                    "redis://127.0.0.1:" + link.port(),
                    "parley.push.probe.patience",
                    "60s",
                    // All that was missed comes in one burst; that is not what is looked at here.
                    "parley.push.max-waiting",
                    "256MB"));
        TestSocket socket = patient.open(api.token(ada))) {
      push.close(); // Its probe would be cut as well.
      socket.next("hello");
      await().until(() -> api.replayCalls.get() == 1);
      direct.sync().configSet("client-output-buffer-limit", "pubsub 64kb 64kb 0");
      int sent = 0;

      link.stall();
      while (subscribers(direct, room) > 0) {
        assertThat(++sent).as("8 KB each, and Redis has not cut yet").isLessThan(5_000);
        direct.sync().publish(Channels.of(room), api.append(room, text).encode());
      }
      link.flow();

      for (int seq = 1; seq <= sent; seq++) {
        assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(seq);
      }
    }
  }

  private static long subscribers(
      StatefulRedisConnection<String, byte[]> redis, ConversationId room) {
    return redis.sync().pubsubNumsub(Channels.of(room)).getOrDefault(Channels.of(room), 0L);
  }

  @Test
  void whenNothingComesFromRedisForLongClientsAreSentElsewhere() {
    UserId ada = api.newUser();
    try (RunningPush impatient =
            new RunningPush(
                api,
                Map.of(
                    "parley.redis.uri", "redis://127.0.0.1:" + link.port(),
                    "parley.push.probe.interval", "100ms",
                    "parley.push.lost-after", "1s"));
        TestSocket socket = impatient.open(api.token(ada))) {
      socket.next("hello");

      redis.kill();

      assertThat(socket.closeCode()).isEqualTo(4500);
    }
  }

  private int readiness() {
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
