package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same frames without a WebSocket.
class EventStreamIT {
  private static final String ORIGIN = "https://chat.example.org";

  private FakeApi api;
  private RunningPush push;
  private UserId ada;
  private ConversationId room;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push =
        new RunningPush(
            api,
            Map.of(
                "parley.push.mark-interval", "20ms",
                "parley.push.heartbeat", "100ms",
                "parley.push.recheck", "100ms",
                "parley.push.allowed-origins", ORIGIN));
    ada = api.newUser();
    room = api.newConversation(ada);
  }

  @AfterEach
  void stop() {
    push.close();
    api.close();
  }

  @Test
  void bringsTheFramesThatASocketWouldBring() {
    try (TestStream stream = open(null)) {
      assertThat(stream.response.statusCode()).isEqualTo(200);
      assertThat(stream.response.headers().firstValue("Content-Type"))
          .hasValue("text/event-stream; charset=utf-8");
      assertThat(stream.response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      JsonNode hello = Objects.requireNonNull(stream.next("hello").get("data"));
      assertThat(Objects.requireNonNull(hello.get("conversations")).size()).isEqualTo(1);

      push.publish(room, api.append(room, "Hello \uD83D\uDC4B"));

      JsonNode event = stream.next("message.created");
      assertThat(TestSocket.number(event, "seq")).isEqualTo(1);
      assertThat(TestSocket.text(Objects.requireNonNull(event.get("data")), "content"))
          .isEqualTo("Hello \uD83D\uDC4B");
    }
  }

  @Test
  void whoGoesOnFromTheLastIdMissesNothing() {
    String last;
    try (TestStream stream = open(null)) {
      stream.next("hello");
      push.publish(room, api.append(room));
      stream.next("message.created");
      last = stream.lastEventId();
    }
    assertThat(last).matches("[\\x21-\\x7e]{1,256}");
    api.append(room);
    api.append(room);

    try (TestStream stream = open(last)) {
      stream.next("hello");
      // The id is from before the first event, so that one comes again: allowed, and the rest new.
      for (long seq = 1; seq <= 3; seq++) {
        assertThat(TestSocket.number(stream.next("message.created"), "seq")).isEqualTo(seq);
      }
      stream.next("resumed");
      push.publish(room, api.append(room));
      assertThat(TestSocket.number(stream.next("message.created"), "seq")).isEqualTo(4);
    }
  }

  @Test
  void theIdMovesOnWhenWhatItStandsForWasWrittenAndNotBefore() {
    try (TestStream stream = open(null)) {
      stream.next("hello");
      String first = Objects.requireNonNull(stream.lastEventId());
      push.publish(room, api.append(room));
      stream.next("message.created");
      await().until(() -> !first.equals(stream.lastEventId()));
      String second = Objects.requireNonNull(stream.lastEventId());
      // Committed, and not published: this stream hasn't got it, whatever the marks are now.
      ConversationId other = api.newConversation(ada);
      api.append(other);
      push.publish(room, api.append(room));
      stream.next("message.created");

      try (TestStream next = open(second)) {
        next.next("hello");
        assertThat(
                Stream.of(next.next("message.created"), next.next("message.created"))
                    .map(
                        event ->
                            TestSocket.text(event, "conversation_id")
                                + " "
                                + TestSocket.number(event, "seq")))
            .containsExactlyInAnyOrder(room + " 2", other + " 1");
        next.next("resumed");
      }
      assertThat(api.markOf(Objects.requireNonNull(stream.lastEventId())))
          .isLessThanOrEqualTo(api.markOf(second));
    }
  }

  @Test
  void anIdThatMeansNothingResetsEverything() {
    api.append(room);
    try (TestStream stream = open("nonsense")) {
      stream.next("hello");
      JsonNode resumed = Objects.requireNonNull(stream.next("resumed").get("data"));
      assertThat(Objects.requireNonNull(resumed.get("reset")).size()).isEqualTo(1);
    }
  }

  @Test
  void theEndOfTheSessionIsTheEndOfTheStreamWhichSaysSo() {
    SessionId session = api.newSession();
    String token = api.token(ada, session, Duration.ofMinutes(5));
    try (TestStream stream =
        TestStream.open(push.http("/events?token=" + token), request -> request)) {
      stream.next("hello");

      api.revoke(session);

      stream.next("session.revoked");
      JsonNode close = Objects.requireNonNull(stream.next("close").get("data"));
      assertThat(TestSocket.number(close, "code")).isEqualTo(4401);
      stream.awaitEnd();
    }
  }

  @Test
  void aPageMayReadItFromAnAllowedOriginOnly() {
    try (TestStream stream =
            TestStream.open(push.http("/events?token=" + api.token(ada)), from(ORIGIN));
        TestStream refused =
            TestStream.open(
                push.http("/events?token=" + api.token(ada)), from("https://evil.example"))) {
      assertThat(stream.response.statusCode()).isEqualTo(200);
      assertThat(stream.response.headers().firstValue("Access-Control-Allow-Origin"))
          .hasValue(ORIGIN);
      assertThat(refused.response.statusCode()).isEqualTo(403);
      assertThat(refused.response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void aPageFromThereMaySendItsTokenInAHeaderToo() throws Exception {
    HttpResponse<Void> allowed = preflight(ORIGIN);
    HttpResponse<Void> refused = preflight("https://evil.example");

    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET");
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("Authorization, Last-Event-ID");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private HttpResponse<Void> preflight(String origin) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      return browser.send(
          HttpRequest.newBuilder(push.http("/events"))
              .header("Origin", origin)
              .header("Access-Control-Request-Method", "GET")
              .header("Access-Control-Request-Headers", "authorization")
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  @Test
  void aBadTokenAndNoneAreRefusedWithAProblem() {
    try (TestStream bad = TestStream.open(push.http("/events?token=bad"), request -> request);
        TestStream none = TestStream.open(push.http("/events"), request -> request)) {
      assertThat(bad.response.statusCode()).isEqualTo(401);
      assertThat(none.response.statusCode()).isEqualTo(401);
      assertThat(none.response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
    }
  }

  private static UnaryOperator<HttpRequest.Builder> from(String origin) {
    return request -> request.header("Origin", origin);
  }

  private TestStream open(@Nullable String lastEventId) {
    return TestStream.open(
        push.http("/events"),
        request -> {
          request.header("Authorization", "Bearer " + api.token(ada));
          return lastEventId == null ? request : request.header("Last-Event-ID", lastEventId);
        });
  }
}
