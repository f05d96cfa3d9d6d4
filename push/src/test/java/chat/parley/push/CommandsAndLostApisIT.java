package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The api is away, slow or dies with a command: what is made again, and what must not be.
class CommandsAndLostApisIT {
  private static final String ROOM = new ConversationId(UUID.randomUUID()).toString();
  private static final String MESSAGE = new MessageId(UUID.randomUUID()).toString();
  private static final String SEND =
      "{\"id\":\"c1\",\"type\":\"message.send\",\"data\":{\"conversation_id\":\"%s\"%s}}";

  private FakeApi api;
  private Link oneApi;
  private Link anotherApi;
  private RunningPush push;
  private TestSocket socket;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
    oneApi = new Link(api.port());
    anotherApi = new Link(api.port());
    push =
        new RunningPush(
            api,
            Map.of(
                "micronaut.http.services.api.urls", api.url(),
                "micronaut.http.services.api-commands.urls[0]", url(oneApi),
                "micronaut.http.services.api-commands.urls[1]", url(anotherApi),
                "parley.push.command-timeout", "2s",
                "parley.push.command-bytes", "1KB"));
    socket = push.open(api.token(api.newUser()));
    socket.next("hello");
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    push.close();
    oneApi.close();
    anotherApi.close();
    api.close();
  }

  @Test
  void aMessageWithAClientIdWhoseConnectionBrokeIsSentOnceMoreToAnotherApi() {
    hangUpOnce();

    socket.send(SEND.formatted(ROOM, ",\"client_id\":\"m1\""));

    FakeRest.Call first = api.rest.next();
    FakeRest.Call second = api.rest.next();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.host()).isNotEqualTo(first.host());
    socket.next("ack");
  }

  @Test
  void whatCanBeDoneTwiceWithoutHarmIsTriedOnceMoreToo() {
    for (String command :
        new String[] {
          "reaction.add\",\"data\":{\"message_id\":\"" + MESSAGE + "\",\"emoji\":\"👍\"}",
          "reaction.remove\",\"data\":{\"message_id\":\"" + MESSAGE + "\",\"emoji\":\"👍\"}",
          "receipt.read\",\"data\":{\"conversation_id\":\"" + ROOM + "\",\"seq\":1}",
          "receipt.delivered\",\"data\":{\"conversation_id\":\"" + ROOM + "\",\"seq\":1}",
          "presence.set\",\"data\":{\"status\":\"away\"}",
        }) {
      hangUpOnce();
      socket.send("{\"id\":\"c1\",\"type\":\"" + command + "}");
      assertThat(api.rest.next().path()).isEqualTo(api.rest.next().path());
      socket.next("ack");
    }
  }

  @Test
  void whatMayHaveBeenCarriedOutIsNotMadeAgain() {
    for (String command :
        new String[] {
          "message.send\",\"data\":{\"conversation_id\":\"" + ROOM + "\",\"content\":\"x\"}",
          "message.edit\",\"data\":{\"message_id\":\"" + MESSAGE + "\",\"content\":\"x\"}",
          "message.delete\",\"data\":{\"message_id\":\"" + MESSAGE + "\"}",
          "conversation.join\",\"data\":{\"conversation_id\":\"" + ROOM + "\"}",
          "conversation.leave\",\"data\":{\"conversation_id\":\"" + ROOM + "\"}",
        }) {
      hangUpOnce();
      socket.send("{\"id\":\"c1\",\"type\":\"" + command + "}");
      assertUnavailable();
      api.rest.next();
      assertThat(api.rest.hasMore()).isFalse();
    }
  }

  @Test
  void aSecondFailureIsTold() {
    api.rest.answer(call -> FakeRest.Answer.NONE);

    socket.send(SEND.formatted(ROOM, ",\"client_id\":\"m1\""));

    assertUnavailable();
    api.rest.next();
    api.rest.next();
    assertThat(api.rest.hasMore()).isFalse();
  }

  @Test
  void whileOneApiIsDeadEveryCommandGoesToTheOther() throws IOException {
    oneApi.close();
    await().until(() -> nobodyListens(oneApi.port()));

    for (int i = 0; i < 6; i++) {
      socket.send(SEND.formatted(ROOM, ",\"content\":\"x\""));
      socket.next("ack");
      assertThat(api.rest.next().host()).endsWith(":" + anotherApi.port());
    }
  }

  @Test
  void anApiThatWasAwayIsAskedAgainWhenItIsBack() {
    api.away();
    socket.send(SEND.formatted(ROOM, ",\"client_id\":\"m1\""));
    assertUnavailable();
    api.back();

    socket.send(SEND.formatted(ROOM, ",\"client_id\":\"m1\""));

    socket.next("ack");
    api.rest.next();
  }

  @Test
  void anApiThatDoesNotAnswerInTimeIsNotAskedASecondTime() {
    CountDownLatch held = api.rest.hold(FakeRest.Answer.NO_CONTENT);

    socket.send(SEND.formatted(ROOM, ",\"client_id\":\"m1\""));
    api.rest.next();
    assertUnavailable();

    assertThat(api.rest.hasMore()).isFalse();
    held.countDown();
    socket.send(SEND.formatted(ROOM, ",\"client_id\":\"m1\""));
    socket.next("ack");
  }

  @Test
  void aNodeWithoutRoomForMoreCommandsRefusesThemUntilSomeAreAnswered() {
    CountDownLatch held = api.rest.hold(FakeRest.Answer.NO_CONTENT);
    String large = ",\"content\":\"" + "x".repeat(600) + "\"";
    try (TestSocket other = push.open(api.token(api.newUser()))) {
      other.next("hello");
      other.send(SEND.formatted(ROOM, large));
      api.rest.next();
      socket.send(SEND.formatted(ROOM, large));
      assertUnavailable();
      held.countDown();
      other.next("ack");
      socket.send(SEND.formatted(ROOM, large));
      socket.next("ack");
      await().until(() -> push.meter("parley.push.command.bytes") == 0);
    }
  }

  private void hangUpOnce() {
    AtomicInteger calls = new AtomicInteger();
    api.rest.answer(
        call -> calls.getAndIncrement() == 0 ? FakeRest.Answer.NONE : FakeRest.Answer.NO_CONTENT);
  }

  private void assertUnavailable() {
    JsonNode error = socket.next("error");
    assertThat(TestSocket.text(error, "id")).isEqualTo("c1");
    assertThat(TestSocket.text(Objects.requireNonNull(error.get("error")), "code"))
        .isEqualTo("dependency_unavailable");
  }

  /// A port may still take a connection while it is being closed.
  private static boolean nobodyListens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  private static String url(Link link) {
    return "http://127.0.0.1:" + link.port();
  }
}
