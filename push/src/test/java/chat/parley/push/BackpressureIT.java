package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One client that does not read costs its neighbours nothing and the node no more than its bound.
class BackpressureIT {
  private static final String CONTENT = "x".repeat(8_000);

  /// More than all buffers of both kernels take.
  private static final int MANY = 4_000;

  /// FIN and close, 10 bytes, 4408.
  private static final byte[] TOO_SLOW = {(byte) 0x88, 10, 0x11, 0x38, 't', 'o', 'o'};

  private FakeApi api;
  private RunningPush push;
  private UserId ada;
  private UserId bob;
  private ConversationId room;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push =
        new RunningPush(
            api, Map.of("parley.push.pong-timeout", "2s", "parley.push.heartbeat", "10m"));
    ada = api.newUser();
    bob = api.newUser();
    room = api.newConversation(ada, bob);
  }

  @AfterEach
  void stop() {
    push.close();
    api.close();
  }

  @Test
  void whoNeverReadsIsCutAndHungUpOnAndTheNeighbourGetsEverything() throws IOException {
    try (TestSocket neighbour = push.open(api.token(bob));
        RawUpgrade stuck = stuck()) {
      assertThat(stuck.head()).startsWith("HTTP/1.1 101");
      neighbour.next("hello");
      int published = publishUntilCut(neighbour);
      assertThat(published).isLessThan(MANY);

      await().until(() -> push.meter("parley.push.connections") == 1);
      push.publish(room, api.append(room));
      assertThat(TestSocket.number(neighbour.next("message.created"), "seq"))
          .isEqualTo(published + 1);
    }
  }

  @Test
  void whoReadsAgainInTimeFindsTheCloseFrameLast() throws IOException {
    try (TestSocket neighbour = push.open(api.token(bob));
        RawUpgrade stuck = stuck()) {
      assertThat(stuck.head()).startsWith("HTTP/1.1 101");
      neighbour.next("hello");
      publishUntilCut(neighbour);

      byte[] rest = stuck.rest();

      assertThat(Arrays.copyOfRange(rest, rest.length - 12, rest.length - 5)).isEqualTo(TOO_SLOW);
    }
  }

  @Test
  void whatIsEphemeralIsDroppedFirst() throws IOException {
    try (TestSocket neighbour = push.open(api.token(bob));
        RawUpgrade stuck = stuck()) {
      assertThat(stuck.head()).startsWith("HTTP/1.1 101");
      neighbour.next("hello");
      int published = 0;
      while (push.meter("parley.push.dropped", "class", "ephemeral") == 0 && published < MANY) {
        push.publish(room, api.append(room, CONTENT));
        push.publish(room, typing());
        neighbour.next("message.created");
        neighbour.next("typing.started");
        published++;
      }

      assertThat(published).isLessThan(MANY);
      assertThat(push.meter("parley.push.closed", "code", "4408")).isZero();
    }
  }

  @Test
  void whatIsEphemeralTakesNoPlaceInTheSequence() {
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      push.publish(room, api.append(room));
      socket.next("message.created");

      push.publish(room, typing());
      push.publish(room, typing());
      push.publish(room, api.append(room));
      socket.next("typing.started");
      socket.next("typing.started");
      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(2);

      push.publish(ada, typing());
      socket.next("typing.started");
    }
  }

  /// @return how many events it took
  private int publishUntilCut(TestSocket neighbour) {
    int published = 0;
    while (push.meter("parley.push.closed", "code", "4408") == 0 && published < MANY) {
      push.publish(room, api.append(room, CONTENT));
      published++;
      assertThat(TestSocket.number(neighbour.next("message.created"), "seq")).isEqualTo(published);
    }
    return published;
  }

  private RawUpgrade stuck() throws IOException {
    return RawUpgrade.of(push.uri("?token=" + api.token(ada)), Map.of());
  }

  private static Envelope typing() {
    byte[] json = "{\"type\":\"typing.started\",\"data\":{}}".getBytes(StandardCharsets.UTF_8);
    return new Envelope(Envelope.Kind.EPHEMERAL, 0, Envelope.NOBODY, ByteBuffer.wrap(json));
  }
}
