package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import io.micronaut.json.tree.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who was away gets what it missed: once, in order, and before what is live.
class ResumeIT {
  private FakeApi api;
  private RunningPush push;
  private UserId ada;
  private UserId bob;
  private ConversationId room;

  @BeforeEach
  void start() {
    api = new FakeApi();
    push = new RunningPush(api, Map.of("parley.push.max-waiting", "32KB"));
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
  void whatWasMissedComesInOrderThenResumedThenWhatWasPublishedMeanwhile() {
    append(10);
    try (TestSocket neighbour = push.open(api.token(bob));
        TestSocket socket = push.resume(api.token(ada))) {
      neighbour.next("hello");
      socket.next("hello");
      // Past the question that each new feed asks.
      await().until(() -> api.replayCalls.get() == 1);
      api.duringNextReplay(
          () -> {
            push.publish(room, api.append(room));
            neighbour.next("message.created");
          });

      socket.send(resume("r1", Map.of(room, 4L)));

      assertThat(seqs(socket, 6)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
      assertResumed(socket, "r1", 6);
      assertThat(seqs(socket, 1)).containsExactly(11L);
    }
  }

  @Test
  void nothingDurableComesBeforeTheResumeFrameThoughNewsDo() {
    try (TestSocket neighbour = push.open(api.token(bob));
        TestSocket socket = push.resume(api.token(ada))) {
      neighbour.next("hello");
      socket.next("hello");
      await().until(() -> api.replayCalls.get() == 1);
      push.publish(room, api.append(room));
      neighbour.next("message.created");
      push.publish(ada, news());
      socket.next("friend.requested");

      socket.send(resume("r1", Map.of()));

      assertResumed(socket, "r1", 0);
      assertThat(seqs(socket, 1)).containsExactly(1L);
    }
  }

  @Test
  void aPromisedFrameThatDoesNotComeIsNotWaitedForAnyLonger() {
    try (RunningPush hasty = new RunningPush(api, Map.of("parley.push.resume-timeout", "200ms"));
        TestSocket socket = hasty.resume(api.token(ada))) {
      socket.next("hello");
      hasty.publish(room, api.append(room));

      assertThat(seqs(socket, 1)).containsExactly(1L);
      socket.send(resume("r1", Map.of(room, 0L)));
      assertRefused(socket, "r1", "conflict");
    }
  }

  @Test
  void aFrameThatWasNotPromisedOrComesTwiceIsAConflict() {
    try (TestSocket plain = push.open(api.token(ada));
        TestSocket socket = push.resume(api.token(ada))) {
      plain.next("hello");
      plain.send(resume("r1", Map.of()));
      assertRefused(plain, "r1", "conflict");

      socket.next("hello");
      socket.send(resume("r1", Map.of()));
      assertResumed(socket, "r1", 0);
      socket.send(resume("r2", Map.of()));
      assertRefused(socket, "r2", "conflict");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"positions\": {\"x\": 1}}", "{\"positions\": 5}"})
  void aMalformedFrameIsAnErrorAndMayBeSentAgain(String data) {
    append(2);
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send("{\"type\": \"resume\", \"id\": \"r1\", \"data\": " + data + "}");
      assertRefused(socket, "r1", "validation_failed");

      socket.send(resume("r2", Map.of(room, 1L)));
      assertThat(seqs(socket, 1)).containsExactly(2L);
      assertResumed(socket, "r2", 1);
    }
  }

  @Test
  void aThousandMissedEventsAreReplayedAndOneMoreIsAReset() {
    ConversationId busier = api.newConversation(ada);
    append(1_000);
    for (int i = 0; i < 1_001; i++) {
      api.append(busier);
    }
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send(resume("r1", Map.of(room, 0L, busier, 0L)));

      assertThat(seqs(socket, 1_000)).containsExactlyElementsOf(range(1, 1_000));
      assertResumed(socket, "r1", 1_000, busier);
      push.publish(busier, api.append(busier));
      assertThat(seqs(socket, 1)).containsExactly(1_002L);
    }
  }

  @Test
  void aPositionBeyondTheServersIsAResetAndTheConversationGoesOnFromTheHello() {
    append(3);
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send(resume("r1", Map.of(room, 4L)));

      assertResumed(socket, "r1", 0, room);
      push.publish(room, api.append(room));
      assertThat(seqs(socket, 1)).containsExactly(4L);
    }
  }

  @Test
  void whatTheLogNoLongerKeepsIsAResetAndTheConversationGoesOnFromTheHello() {
    append(10);
    api.forget(room, 5);
    ConversationId quiet = api.newConversation(ada);
    api.append(quiet);
    api.forget(quiet, 1);
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send(resume("r1", Map.of(room, 4L, quiet, 0L)));

      assertResumed(socket, "r1", 0, room, quiet);
      push.publish(room, api.append(room));
      assertThat(seqs(socket, 1)).containsExactly(11L);
    }
  }

  @Test
  void anAnswerMadeUpBeforeTheQuestionIsNoReasonToReset() throws Exception {
    append(3);
    CompletableFuture<TestSocket> opened = new CompletableFuture<>();
    api.duringNextReplay(
        () -> {
          // Committed after the answer to the feed's first question, which is still on its way.
          api.append(room);
          TestSocket socket = push.resume(api.token(ada));
          socket.next("hello");
          socket.send(resume("r1", Map.of(room, 3L)));
          socket.send("{\"type\": \"ping\", \"id\": \"p\"}");
          socket.next("pong");
          opened.complete(socket);
        });
    try (TestSocket neighbour = push.open(api.token(bob));
        TestSocket socket = opened.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      neighbour.next("hello");
      assertThat(seqs(socket, 1)).containsExactly(4L);
      assertResumed(socket, "r1", 1);
    }
  }

  @Test
  void whoLeftAndCameBackInBetweenIsReset() {
    append(10);
    api.join(room, ada);
    append(2);
    try (TestSocket before = push.resume(api.token(ada));
        TestSocket after = push.resume(api.token(ada))) {
      before.next("hello");
      before.send(resume("r1", Map.of(room, 9L)));
      assertResumed(before, "r1", 0, room);

      after.next("hello");
      after.send(resume("r1", Map.of(room, 10L)));
      assertThat(seqs(after, 2)).containsExactly(11L, 12L);
      assertResumed(after, "r1", 2);
    }
  }

  @Test
  void aConversationNotNamedStartsAtTheHelloAndOneOfOthersIsIgnored() {
    append(3);
    ConversationId foreign = api.newConversation(bob);
    api.append(foreign);
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send(resume("r1", Map.of(foreign, 0L)));

      assertResumed(socket, "r1", 0);
      push.publish(foreign, api.append(foreign));
      push.publish(room, api.append(room));
      assertThat(TestSocket.text(socket.next("message.created"), "conversation_id"))
          .isEqualTo(room.toString());
    }
  }

  /// Sixty times what may wait for a slow socket.
  @Test
  void aLongReplayGoesAtTheClientsPaceAndIsNoReasonToCutIt() {
    String content = "x".repeat(4_000);
    for (int i = 0; i < 500; i++) {
      api.append(room, content);
    }
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send(resume("r1", Map.of(room, 0L)));

      assertThat(seqs(socket, 500)).containsExactlyElementsOf(range(1, 500));
      assertResumed(socket, "r1", 500);
    }
  }

  @Test
  void whatTheNodeStillHasIsNotAskedForAgain() {
    try (TestSocket neighbour = push.open(api.token(bob))) {
      neighbour.next("hello");
      await().until(() -> api.replayCalls.get() == 1);
      for (int i = 0; i < 20; i++) {
        push.publish(room, api.append(room));
      }
      seqs(neighbour, 20);
      try (TestSocket socket = push.resume(api.token(ada))) {
        socket.next("hello");
        socket.send(resume("r1", Map.of(room, 12L)));

        assertThat(seqs(socket, 8)).containsExactlyElementsOf(range(13, 20));
        assertResumed(socket, "r1", 8);
        assertThat(api.replayCalls).hasValue(1);
      }
    }
  }

  @Test
  void whoResumesOnAnotherNodeWhileMuchIsPublishedLosesNothingAndGetsNothingTwice() {
    append(50);
    try (RunningPush other = new RunningPush(api, Map.of())) {
      Thread publisher =
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < 400; i++) {
                  other.publish(room, api.append(room));
                }
              });
      for (long position : List.of(0L, 10L, 25L, 50L)) {
        try (TestSocket socket = other.resume(api.token(ada))) {
          socket.next("hello");
          socket.send(resume("r1", Map.of(room, position)));

          assertThat(seqsWithin(socket, 450 - (int) position))
              .containsExactlyElementsOf(range(position + 1, 450));
        }
      }
      await().until(() -> !publisher.isAlive());
    }
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      api.append(room);
    }
  }

  private static String resume(String id, Map<ConversationId, Long> positions) {
    return "{\"type\": \"resume\", \"id\": \"%s\", \"data\": {\"positions\": {%s}}}"
        .formatted(
            id,
            positions.entrySet().stream()
                .map(each -> "\"%s\": %d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ")));
  }

  private static Envelope news() {
    byte[] json = "{\"type\":\"friend.requested\",\"data\":{}}".getBytes(StandardCharsets.UTF_8);
    return new Envelope(Envelope.Kind.PERSONAL, 0, Envelope.NOBODY, ByteBuffer.wrap(json));
  }

  private static void assertResumed(
      TestSocket socket, String id, long replayed, ConversationId... reset) {
    JsonNode frame = socket.next("resumed");
    assertThat(TestSocket.text(frame, "id")).isEqualTo(id);
    JsonNode data = Objects.requireNonNull(frame.get("data"));
    assertThat(TestSocket.number(data, "replayed")).isEqualTo(replayed);
    List<String> conversations = new ArrayList<>();
    Objects.requireNonNull(data.get("reset"))
        .values()
        .forEach(each -> conversations.add(each.getStringValue()));
    assertThat(conversations)
        .containsExactlyInAnyOrderElementsOf(
            List.of(reset).stream().map(ConversationId::toString).toList());
  }

  private static void assertRefused(TestSocket socket, String id, String code) {
    JsonNode frame = socket.next("error");
    assertThat(TestSocket.text(frame, "id")).isEqualTo(id);
    assertThat(TestSocket.text(Objects.requireNonNull(frame.get("error")), "code")).isEqualTo(code);
  }

  private static List<Long> seqs(TestSocket socket, int count) {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seqs.add(TestSocket.number(socket.next("message.created"), "seq"));
    }
    return seqs;
  }

  /// With the `resumed` somewhere among them.
  private static List<Long> seqsWithin(TestSocket socket, int count) {
    List<Long> seqs = new ArrayList<>();
    boolean resumed = false;
    while (seqs.size() < count || !resumed) {
      JsonNode frame = socket.next();
      if (TestSocket.text(frame, "type").equals("resumed")) {
        resumed = true;
      } else {
        seqs.add(TestSocket.number(frame, "seq"));
      }
    }
    return seqs;
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
