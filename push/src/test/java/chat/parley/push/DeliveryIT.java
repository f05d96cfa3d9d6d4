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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Redis and the api bring reaches the sockets of two nodes: once, in order, without a hole.
class DeliveryIT {
  private FakeApi api;
  private RunningPush one;
  private RunningPush two;

  @BeforeEach
  void start() {
    api = new FakeApi();
    one = new RunningPush(api, Map.of());
    two = new RunningPush(api, Map.of());
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    api.close();
  }

  @Test
  void helloNamesThePositionsAndWhatComesAfterFollows() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    api.append(room);
    try (TestSocket socket = one.open(api.token(ada))) {
      JsonNode hello = Objects.requireNonNull(socket.next("hello").get("data"));
      assertThat(TestSocket.text(hello, "protocol")).isEqualTo("parley.v1");
      assertThat(TestSocket.number(hello, "heartbeat_ms")).isEqualTo(25_000);
      JsonNode position = Objects.requireNonNull(hello.get("conversations")).get(0);
      assertThat(TestSocket.text(Objects.requireNonNull(position), "id"))
          .isEqualTo(room.toString());
      assertThat(TestSocket.number(position, "seq")).isEqualTo(1);

      publishTwice(room, api.append(room));

      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(2);
    }
  }

  @Test
  void eachMemberOnEachNodeGetsEachEventOnceAndInOrderThoughTheyComeShuffledAndTwice() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket first = one.open(api.token(ada));
        TestSocket second = one.open(api.token(bob));
        TestSocket third = two.open(api.token(bob))) {
      List<TestSocket> sockets = List.of(first, second, third);
      sockets.forEach(socket -> socket.next("hello"));
      List<Envelope> events = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        events.add(api.append(room));
      }
      events.addAll(List.copyOf(events));
      Collections.shuffle(events, new Random(1));

      events.forEach(event -> one.publish(room, event));

      for (TestSocket socket : sockets) {
        assertThat(seqs(socket, 300))
            .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList());
      }
    }
  }

  @Test
  void aPublishThatWasLostIsFilledFromTheApi() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    try (TestSocket socket = one.open(api.token(ada))) {
      socket.next("hello");
      // Past the question that each new feed asks.
      await().until(() -> api.replayCalls.get() == 1);
      api.append(room);
      api.append(room);
      Envelope third = api.append(room);

      one.publish(room, third);

      assertThat(seqs(socket, 3)).containsExactly(1L, 2L, 3L);
    }
  }

  /// Committed and never published: only the question after the subscription brings it.
  @Test
  void whatWasCommittedBetweenTheSnapshotAndTheSubscriptionIsNotLost() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    api.append(room);
    api.afterNextSnapshot(() -> api.append(room));

    try (TestSocket socket = one.open(api.token(ada))) {
      socket.next("hello");
      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(2);
    }
  }

  /// Published when the snapshot was taken already: only a channel subscribed before that brings
  /// it.
  @Test
  void whoIsAddedWhileTheSnapshotIsOnItsWayHearsOfItAfterTheHello() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation();
    api.afterNextSnapshot(
        () -> {
          api.join(room, ada);
          one.publish(ada, joined(room, 0));
        });

    try (TestSocket socket = one.open(api.token(ada))) {
      socket.next("hello");
      socket.next("conversation.joined");
      one.publish(room, api.append(room));
      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(1);
    }
  }

  /// The snapshot comes from the database and may be ahead of what Redis has brought to this node.
  @Test
  void aSocketGetsNothingThatItsHelloCountedAlready() {
    UserId ada = api.newUser();
    UserId bob = api.newUser();
    ConversationId room = api.newConversation(ada, bob);
    try (TestSocket early = one.open(api.token(ada))) {
      early.next("hello");
      one.publish(room, api.append(room));
      early.next("message.created");
      Envelope second = api.append(room);
      Envelope third = api.append(room);
      try (TestSocket late = one.open(api.token(bob))) {
        late.next("hello");
        one.publish(room, second);
        one.publish(room, third);
        one.publish(room, api.append(room));

        assertThat(seqs(early, 3)).containsExactly(2L, 3L, 4L);
        assertThat(seqs(late, 1)).containsExactly(4L);
      }
    }
  }

  @Test
  void whoJoinsHearsOfItFirstAndThenTheEvents() {
    UserId ada = api.newUser();
    try (TestSocket socket = one.open(api.token(ada))) {
      socket.next("hello");
      ConversationId room = api.newConversation();
      api.append(room);
      api.append(room);
      api.join(room, ada);
      one.publish(ada, joined(room, 1));
      one.publish(ada, joined(room, 1));

      socket.next("conversation.joined");
      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(2);
      publishTwice(room, api.append(room));
      assertThat(TestSocket.number(socket.next("message.created"), "seq")).isEqualTo(3);
    }
  }

  @Test
  void aSocketLimitedToSomeConversationsHearsOfNoOther() {
    UserId ada = api.newUser();
    ConversationId wanted = api.newConversation(ada);
    ConversationId other = api.newConversation(ada);
    String token = api.token(ada);
    try (TestSocket socket =
        TestSocket.open(one.uri("?conversations=" + wanted + "&token=" + token), s -> s)) {
      socket.next("hello");

      publishTwice(other, api.append(other));
      publishTwice(wanted, api.append(wanted));

      assertThat(TestSocket.text(socket.next("message.created"), "conversation_id"))
          .isEqualTo(wanted.toString());
    }
  }

  @Test
  void aNewSocketOnARunningFeedGetsWhatItMissed() {
    UserId ada = api.newUser();
    ConversationId room = api.newConversation(ada);
    try (TestSocket early = one.open(api.token(ada))) {
      early.next("hello");
      for (int i = 0; i < 600; i++) {
        publishTwice(room, api.append(room));
      }
      assertThat(seqs(early, 600)).hasSize(600);
      await().until(() -> !early.hasMore());
      try (TestSocket late = one.open(api.token(ada))) {
        late.next("hello");
        publishTwice(room, api.append(room));
        assertThat(TestSocket.number(late.next("message.created"), "seq")).isEqualTo(601);
        assertThat(TestSocket.number(early.next("message.created"), "seq")).isEqualTo(601);
      }
    }
  }

  private void publishTwice(ConversationId room, Envelope event) {
    one.publish(room, event);
    two.publish(room, event);
  }

  private static Envelope joined(ConversationId room, long from) {
    byte[] news = "{\"type\":\"conversation.joined\",\"data\":{}}".getBytes(StandardCharsets.UTF_8);
    return new Envelope(Envelope.Kind.JOINED, from, room.value(), ByteBuffer.wrap(news));
  }

  private static List<Long> seqs(TestSocket socket, int count) {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seqs.add(TestSocket.number(socket.next("message.created"), "seq"));
    }
    return seqs;
  }
}
