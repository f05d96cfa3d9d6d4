package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.TicketGrant;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// A ticket opens one socket, once, within its time.
@Isolated("reads the log")
class TicketsIT {
  private static final Duration LIFE = Duration.ofSeconds(30);

  private FakeApi api;
  private RedisStore redis;
  private Link link;
  private RunningPush push;
  private UserId ada;
  private SessionId session;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
    redis = RedisStore.temporary();
    link = new Link(redis.port());
    push = new RunningPush(api, Map.of("parley.redis.uri", "redis://127.0.0.1:" + link.port()));
    ada = api.newUser();
    session = api.newSession();
  }

  @AfterEach
  void stop() throws IOException {
    push.close();
    link.close();
    redis.close();
    api.close();
  }

  @Test
  void aTicketOpensOneSocketForItsSession() {
    String ticket = push.ticket(grant(Duration.ofMinutes(5)), LIFE);
    try (TestSocket socket = open("?ticket=" + ticket)) {
      assertThat(TestSocket.text(data(socket), "session_id")).isEqualTo(session.toString());
    }

    assertThat(status("?ticket=" + ticket)).isEqualTo(401);
  }

  @Test
  void ofTwoSocketsWithOneTicketExactlyOneOpens() {
    for (int round = 0; round < 20; round++) {
      String ticket = push.ticket(grant(Duration.ofMinutes(5)), LIFE);
      List<Integer> statuses = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<CompletableFuture<Integer>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          both.add(CompletableFuture.supplyAsync(() -> status("?ticket=" + ticket), threads));
        }
        both.forEach(each -> statuses.add(each.join()));
      }
      assertThat(statuses).containsExactlyInAnyOrder(101, 401);
    }
  }

  @Test
  void anUnknownTicketIsRefusedWithAProblem() throws IOException {
    try (RawUpgrade refused = RawUpgrade.of(push.uri("?ticket=made-up"), Map.of())) {
      assertThat(refused.head()).startsWith("HTTP/1.1 401");
      assertThat(refused.head()).containsIgnoringCase("content-type: application/problem+json");
      assertThat(refused.body()).contains("\"code\":\"unauthenticated\"").doesNotContain("made-up");
    }
    assertThat(status("?ticket=")).isEqualTo(401);
  }

  @Test
  void aTicketTooOldIsRefused() {
    String ticket = push.ticket(grant(Duration.ofMinutes(5)), Duration.ofMillis(1));

    await().until(() -> push.redis().exists(TicketGrant.key(ticket)) == 0);

    assertThat(status("?ticket=" + ticket)).isEqualTo(401);
  }

  @Test
  void aTicketWhoseTokenHasEndedOrWhoseSessionIsRevokedIsRefused() {
    assertThat(status("?ticket=" + push.ticket(grant(Duration.ofSeconds(-1)), LIFE)))
        .isEqualTo(401);
    api.revoke(session);
    assertThat(status("?ticket=" + push.ticket(grant(Duration.ofMinutes(5)), LIFE))).isEqualTo(401);
  }

  @Test
  void theTicketDecidesWhateverElseIsGiven() {
    String token = api.token(ada);
    UnaryOperator<WebSocket.Builder> good =
        socket -> socket.header("Authorization", "Bearer " + token);
    UnaryOperator<WebSocket.Builder> bad =
        socket -> socket.header("Authorization", "Bearer nonsense");
    String ticket = push.ticket(grant(Duration.ofMinutes(5)), LIFE);

    assertThat(status("?ticket=made-up&token=" + token, good)).isEqualTo(401);
    assertThat(status("?token=nonsense&ticket=" + ticket, bad)).isEqualTo(101);
  }

  @Test
  void anOpeningRefusedForSomethingElseLeavesTheTicketGood() throws IOException {
    String ticket = push.ticket(grant(Duration.ofMinutes(5)), LIFE);
    try (RawUpgrade foreign =
        RawUpgrade.of(push.uri("?ticket=" + ticket), Map.of("Origin", "https://evil.example"))) {
      assertThat(foreign.head()).startsWith("HTTP/1.1 403");
    }

    assertThat(status("?ticket=" + ticket)).isEqualTo(101);
  }

  @Test
  void aSocketOpenedByATicketEndsWithItsTokenUnlessThatIsRenewed() {
    String ticket = push.ticket(grant(Duration.ofSeconds(4)), LIFE);
    try (TestSocket socket = open("?ticket=" + ticket)) {
      socket.next("hello");
      socket.next("auth.expiring");
      socket.send(
          "{\"type\":\"auth.refresh\",\"id\":\"r1\",\"data\":{\"token\":\"%s\"}}"
              .formatted(api.token(ada, session, Duration.ofSeconds(27))));
      socket.next("ack");
      // 25 s before the new end: the old one's is no more.
      socket.next("auth.expiring");
    }
    String ending = push.ticket(grant(Duration.ofSeconds(2)), LIFE);
    try (TestSocket socket = open("?ticket=" + ending)) {
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void whileRedisIsAwayNobodyKnowsAndWhenItIsBackTicketsOpenAgain() {
    redis.kill();
    assertThat(status("?ticket=whichever")).isEqualTo(503);

    redis.restart();
    await().ignoreExceptions().until(() -> ticketOpens());

    redis.kill();
    await().until(() -> status("?ticket=whichever") == 503);
    redis.restart();
    await().ignoreExceptions().until(() -> ticketOpens());
  }

  @Test
  void aRedisThatDoesNotAnswerIsAwayToo() {
    assertThat(ticketOpens()).isTrue();
    String ticket = push.ticket(grant(Duration.ofMinutes(5)), LIFE);
    link.deafen();

    assertThat(status("?ticket=" + ticket)).isEqualTo(503);
  }

  @Test
  void aTicketIsNotInTheLogWhateverHappensToIt() {
    List<String> tickets = new ArrayList<>();
    try (LogLines log =
        new LogLines(Map.of("chat.parley", Level.TRACE, "io.lettuce", Level.DEBUG))) {
      String ticket = push.ticket(grant(Duration.ofMinutes(5)), LIFE);
      tickets.add(ticket);
      assertThat(status("?ticket=" + ticket)).isEqualTo(101);
      assertThat(status("?ticket=" + ticket)).isEqualTo(401);
      tickets.add("unknown-ticket");
      assertThat(status("?ticket=unknown-ticket")).isEqualTo(401);
      redis.kill();
      tickets.add("lost-ticket");
      await().until(() -> status("?ticket=lost-ticket") == 503);
      redis.restart();

      assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("ticket"));
      assertThat(log.lines())
          .allSatisfy(line -> assertThat(line).doesNotContain(tickets.toArray(String[]::new)));
    }
  }

  private boolean ticketOpens() {
    return status("?ticket=" + push.ticket(grant(Duration.ofMinutes(5)), LIFE)) == 101;
  }

  private AccessToken grant(Duration life) {
    return new AccessToken(ada, session, Instant.now().plus(life));
  }

  private static JsonNode data(TestSocket socket) {
    return Objects.requireNonNull(socket.next("hello").get("data"));
  }

  private TestSocket open(String query) {
    return TestSocket.open(push.uri(query), socket -> socket);
  }

  private int status(String query) {
    return status(query, socket -> socket);
  }

  private int status(String query, UnaryOperator<WebSocket.Builder> more) {
    try (TestSocket socket = TestSocket.open(push.uri(query), more)) {
      socket.next("hello");
      return 101;
    } catch (TestSocket.Refused refused) {
      return refused.status();
    }
  }
}
