package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node that is told to stop sends its clients elsewhere first.
class DrainIT {
  private FakeApi api;
  private RunningPush push;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push =
        new RunningPush(
            api, Map.of("parley.push.drain-window", "3s", "parley.push.pong-timeout", "1s"));
  }

  @AfterEach
  void stop() {
    push.close();
    api.close();
  }

  @Test
  void eachSocketIsToldToReconnectAndClosedWith1001OverTheWindowAndThenTheNodeIsGone() {
    UserId ada = api.newUser();
    List<TestSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sockets.add(push.open(api.token(ada)));
      sockets.getLast().next("hello");
    }
    long start = System.nanoTime();

    CompletableFuture<Void> stopped = stopping(push);

    for (TestSocket socket : sockets) {
      JsonNode data = Objects.requireNonNull(socket.next("reconnect").get("data"));
      assertThat(TestSocket.number(data, "delay_ms")).isBetween(100L, 300L);
      assertThat(socket.closeCode()).isEqualTo(1001);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    stopped.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void whileItDrainsTheNodeDeliversIsUnreadyAndRefusesNewSockets() throws Exception {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (RunningPush leaving = new RunningPush(api, Map.of("parley.push.drain-window", "12s"));
        TestSocket first = leaving.open(api.token(bob));
        TestSocket second = leaving.open(api.token(ada))) {
      assertThat(readiness(leaving)).isEqualTo(200);
      first.next("hello");
      second.next("hello");

      CompletableFuture<Void> stopped = stopping(leaving);
      // One leaves at once, the other after half the window.
      await().until(() -> first.hasMore() || second.hasMore());
      TestSocket staying = first.hasMore() ? second : first;

      assertThat(readiness(leaving)).isEqualTo(503);
      String token = api.token(bob);
      try (RawUpgrade refused = RawUpgrade.of(leaving.uri("?token=" + token), Map.of())) {
        assertThat(refused.head()).startsWith("HTTP/1.1 503");
      }
      leaving.publish(room, api.append(room));
      staying.next("message.created");
      stopped.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  @Test
  void whoDoesNotReadHoldsTheNodeUpNoLongerThanTheGracePeriod() throws IOException {
    try (RawUpgrade silent =
        RawUpgrade.of(push.uri("?token=" + api.token(api.newUser())), Map.of())) {
      assertThat(silent.head()).startsWith("HTTP/1.1 101");

      CompletableFuture<Void> stopped = stopping(push);

      stopped.orTimeout(8, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void duringTheNoticeSocketsAreKeptAndTakenThoughTheNodeIsUnready() throws Exception {
    try (RunningPush leaving = new RunningPush(api, Map.of("parley.shutdown.notice", "8s"));
        TestSocket before = leaving.open(api.token(api.newUser()))) {
      before.next("hello");

      CompletableFuture<Void> stopped = stopping(leaving);
      await().until(() -> readiness(leaving) == 503);

      try (TestSocket during = leaving.open(api.token(api.newUser()))) {
        during.next("hello");
        assertThat(before.hasMore()).isFalse();
        assertThat(stopped).isNotDone();

        during.next("reconnect");
        before.next("reconnect");
        stopped.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      }
    }
  }

  /// Not on the common pool, which the JDK's WebSockets need: it may have no second thread.
  private static CompletableFuture<Void> stopping(RunningPush push) {
    return CompletableFuture.runAsync(push::close, Thread::startVirtualThread);
  }

  private static int readiness(RunningPush push) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(push.http("/health/readiness")).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
