package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may open a socket, how, and when it ends.
class OpeningIT {
  private static FakeApi api;
  private static RunningPush push;

  @BeforeAll
  static void start() {
    api = new FakeApi();
    push =
        new RunningPush(
            api, Map.of("parley.push.heartbeat", "300ms", "parley.push.pong-timeout", "2s"));
  }

  @AfterAll
  static void stop() {
    push.close();
    api.close();
  }

  @Test
  void theTokenComesInTheHeaderASubprotocolOrTheQuery() {
    UserId ada = api.newUser();
    String token = api.token(ada);
    try (TestSocket header = push.open(token);
        TestSocket subprotocol =
            TestSocket.open(
                push.uri(""), socket -> socket.subprotocols("parley.v1", "bearer." + token));
        TestSocket query = TestSocket.open(push.uri("?token=" + token), s -> s)) {
      header.next("hello");
      subprotocol.next("hello");
      query.next("hello");
    }
  }

  @Test
  void theBestFormDecidesWithoutFallingBack() {
    String good = api.token(api.newUser());

    assertRefused(
        401, "?token=" + good, socket -> socket.header("Authorization", "Bearer nonsense"));
  }

  @Test
  void aBadMissingExpiredOrRevokedTokenIsRefusedBeforeTheUpgrade() {
    UserId ada = api.newUser();
    SessionId session = api.newSession();
    api.revoke(session);

    assertRefused(401, "", s -> s);
    assertRefused(401, "?token=e30.e30.e30", s -> s);
    assertRefused(
        401, "?token=" + api.token(ada, api.newSession(), Duration.ofSeconds(-5)), s -> s);
    assertRefused(401, "?token=" + api.token(ada, session, Duration.ofMinutes(1)), s -> s);
  }

  @Test
  void aRefusalIsAProblemDocumentThatDoesNotRepeatTheToken() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(push.http("/ws?token=secret-token")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);

    RawUpgrade refused = RawUpgrade.of(push.uri("?token=secret-token"), Map.of());
    assertThat(refused.head()).startsWith("HTTP/1.1 401");
    assertThat(refused.head()).containsIgnoringCase("content-type: application/problem+json");
    assertThat(refused.head()).containsIgnoringCase("www-authenticate: Bearer");
    assertThat(refused.body())
        .contains("\"code\":\"unauthenticated\"", "\"instance\":\"/ws\"")
        .doesNotContain("secret-token");
  }

  @Test
  void anAddressThatIsNotThereIsAProblemToo() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(push.http("/nowhere?token=secret")).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains("\"code\":\"not_found\"", "\"instance\":\"/nowhere\"")
        .doesNotContain("secret");
  }

  @Test
  void aForeignOriginIsRefusedAndTheConfiguredOneIsNot() throws IOException {
    String token = api.token(api.newUser());

    RawUpgrade foreign =
        RawUpgrade.of(push.uri("?token=" + token), Map.of("Origin", "https://evil.example"));
    RawUpgrade own =
        RawUpgrade.of(push.uri("?token=" + token), Map.of("Origin", "http://localhost:8080"));

    assertThat(foreign.head()).startsWith("HTTP/1.1 403");
    assertThat(own.head()).startsWith("HTTP/1.1 101");
  }

  @Test
  void onlyParleysOwnSubprotocolIsAgreedOnAndTheTokenIsNotSentBack() throws IOException {
    String token = api.token(api.newUser());

    RawUpgrade upgrade =
        RawUpgrade.of(push.uri(""), Map.of("Sec-WebSocket-Protocol", "parley.v1, bearer." + token));

    assertThat(upgrade.head()).startsWith("HTTP/1.1 101");
    assertThat(upgrade.head()).containsIgnoringCase("sec-websocket-protocol: parley.v1\r\n");
    assertThat(upgrade.head()).doesNotContain(token);
  }

  /// As browsers offer it; who agreed would be sent frames that are read as broken ones.
  @Test
  void noCompressionIsAgreedOn() throws IOException {
    RawUpgrade upgrade =
        RawUpgrade.of(
            push.uri("?token=" + api.token(api.newUser())),
            Map.of("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"));

    assertThat(upgrade.head()).startsWith("HTTP/1.1 101");
    assertThat(upgrade.head()).doesNotContainIgnoringCase("sec-websocket-extensions");
  }

  @Test
  void aConversationOfOthersIsForbidden() {
    UserId ada = api.newUser();
    ConversationId foreign = api.newConversation(api.newUser());

    assertRefused(403, "?conversations=" + foreign + "&token=" + api.token(ada), s -> s);
    assertRefused(403, "?conversations=x&token=" + api.token(ada), s -> s);
  }

  @Test
  void pingIsAnsweredWithThePongOfTheSameId() {
    try (TestSocket socket = push.open(api.token(api.newUser()))) {
      socket.next("hello");
      socket.send("{\"type\": \"ping\", \"id\": \"c1\"}");
      assertThat(TestSocket.text(socket.next("pong"), "id")).isEqualTo("c1");
    }
  }

  @Test
  void whatIsNotJsonClosesWith1008() {
    try (TestSocket socket = push.open(api.token(api.newUser()))) {
      socket.next("hello");
      socket.send("hello?");
      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void anUnknownTypeIsAnErrorOnceAndThen1008() {
    try (TestSocket socket = push.open(api.token(api.newUser()))) {
      socket.next("hello");
      socket.send("{\"type\": \"dance\", \"id\": \"c1\"}");
      assertThat(TestSocket.text(socket.next("error"), "id")).isEqualTo("c1");
      socket.send("{\"type\": \"dance\"}");
      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aFrameTooLargeClosesWith1009() {
    try (TestSocket socket = push.open(api.token(api.newUser()))) {
      socket.next("hello");
      socket.send("{\"type\": \"ping\", \"id\": \"" + "x".repeat(17_000) + "\"}");
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void aTokenThatEndsIsAnnouncedAndThenClosesWith4401() {
    UserId ada = api.newUser();
    String token = api.token(ada, api.newSession(), Duration.ofSeconds(2));
    try (TestSocket socket = push.open(token)) {
      socket.next("hello");
      socket.next("auth.expiring");
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void aFreshTokenOfTheSameSessionKeepsTheSocketOpenAndAnyOtherDoesNot() {
    UserId ada = api.newUser();
    SessionId session = api.newSession();
    try (TestSocket socket = push.open(api.token(ada, session, Duration.ofSeconds(4)))) {
      socket.next("hello");
      socket.next("auth.expiring");
      socket.send(refresh("r1", api.token(ada)));
      assertThat(TestSocket.text(socket.next("error"), "id")).isEqualTo("r1");
      socket.send(refresh("r2", api.token(ada, session, Duration.ofSeconds(28))));
      assertThat(TestSocket.text(socket.next("ack"), "id")).isEqualTo("r2");
      // The second notice comes 25 s before the new end, later than the old token's end.
      socket.next("auth.expiring");
      socket.send("{\"type\": \"ping\"}");
      socket.next("pong");
    }
  }

  @Test
  void aClientThatDoesNotAnswerPingsIsHungUpOn() throws IOException {
    try (RunningPush impatient =
            new RunningPush(
                api,
                Map.of("parley.push.heartbeat", "300ms", "parley.push.pong-timeout", "200ms"));
        RawUpgrade silent =
            RawUpgrade.of(impatient.uri("?token=" + api.token(api.newUser())), Map.of())) {
      assertThat(silent.head()).startsWith("HTTP/1.1 101");
      assertThat(silent.endsWithin(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void aClientThatAnswersPingsStays() {
    try (TestSocket socket = push.open(api.token(api.newUser()))) {
      socket.next("hello");
      for (int i = 0; i < 3; i++) {
        socket.awaitPing();
      }
      socket.send("{\"type\": \"ping\"}");
      socket.next("pong");
    }
  }

  private static String refresh(String id, String token) {
    return "{\"type\": \"auth.refresh\", \"id\": \"%s\", \"data\": {\"token\": \"%s\"}}"
        .formatted(id, token);
  }

  private static void assertRefused(
      int status, String query, UnaryOperator<WebSocket.Builder> credentials) {
    assertThatThrownBy(() -> TestSocket.open(push.uri(query), credentials))
        .isInstanceOfSatisfying(
            TestSocket.Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
  }
}
