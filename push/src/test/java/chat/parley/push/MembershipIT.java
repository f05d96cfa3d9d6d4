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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Memberships begin and end on open sockets in the order of events, on every node.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembershipIT {
  private FakeApi api;
  private RunningPush one;
  private RunningPush two;
  private UserId ada;
  private UserId bob;
  private ConversationId room;

  @BeforeAll
  void start() {
    api = new FakeApi();
    one = new RunningPush(api, Map.of());
    two = new RunningPush(api, Map.of());
  }

  @AfterAll
  void stop() {
    one.close();
    two.close();
    api.close();
  }

  @BeforeEach
  void open() {
    ada = api.newUser();
    bob = api.newUser();
    room = api.newConversation(ada, bob);
  }

  @Test
  void whoIsRemovedGetsTheRemovalAndNothingLaterOnEveryNode() {
    for (RunningPush node : List.of(one, two)) {
      ConversationId own = api.newConversation(ada, bob);
      try (TestSocket socket = node.open(api.token(bob));
          TestSocket neighbour = node.open(api.token(ada))) {
        socket.next("hello");
        neighbour.next("hello");
        node.publish(own, api.append(own));
        node.publish(own, api.remove(own, bob));
        node.publish(own, api.append(own));
        node.publish(own, typing());

        assertThat(seqs(neighbour, 3))
            .containsExactly("message.created 1", "participant.removed 2", "message.created 3");
        neighbour.next("typing.started");
        assertThat(seqs(socket, 2)).containsExactly("message.created 1", "participant.removed 2");
        assertNothingCame(socket);
      }
    }
  }

  @Test
  void aRemovalTakesItsPlaceInTheOrderThoughWhatComesAfterItWasPublishedFirst() {
    try (TestSocket socket = one.open(api.token(bob));
        TestSocket neighbour = one.open(api.token(ada))) {
      socket.next("hello");
      neighbour.next("hello");
      Envelope first = api.append(room);
      Envelope removal = api.remove(room, bob);
      Envelope later = api.append(room);

      publish(later);
      publish(removal);
      publish(first);

      assertThat(seqs(neighbour, 3))
          .containsExactly("message.created 1", "participant.removed 2", "message.created 3");
      assertThat(seqs(socket, 2)).containsExactly("message.created 1", "participant.removed 2");
      assertNothingCame(socket);
    }
  }

  @Test
  void whoIsBackBeforeTheirRemovalCameGetsTheRemovalFirstAndThenTheNewMembership() {
    try (TestSocket socket = one.open(api.token(bob))) {
      socket.next("hello");
      Envelope removal = api.remove(room, bob);
      Envelope between = api.append(room);
      api.join(room, bob);
      Envelope own = api.append(room);

      publishTo(bob, joined(2));
      publish(between);
      publish(own);
      publish(removal);

      assertThat(seqs(socket, 1)).containsExactly("participant.removed 1");
      socket.next("conversation.joined");
      assertThat(seqs(socket, 1)).containsExactly("message.created 3");
    }
  }

  @Test
  void newsOfAJoiningThatIsToldAgainAfterTheRemovalBringsNothing() {
    ConversationId other = api.newConversation(ada);
    try (TestSocket socket = one.open(api.token(bob))) {
      socket.next("hello");
      api.join(other, bob);
      publishTo(bob, joined(other, 0));
      socket.next("conversation.joined");
      one.publish(other, api.append(other));
      one.publish(other, api.remove(other, bob));
      assertThat(seqs(socket, 2)).containsExactly("message.created 1", "participant.removed 2");

      publishTo(bob, joined(other, 0));
      publishTo(bob, news());

      socket.next("friend.requested");
    }
  }

  @Test
  void theEndOfAConversationIsTheLastEventForEverybody() {
    try (TestSocket first = one.open(api.token(bob));
        TestSocket second = two.open(api.token(ada))) {
      first.next("hello");
      second.next("hello");
      publish(api.append(room));
      publish(api.delete(room));

      for (TestSocket socket : List.of(first, second)) {
        assertThat(seqs(socket, 2)).containsExactly("message.created 1", "conversation.deleted 2");
      }
    }
  }

  @Test
  void whoWasAwayAtTheirRemovalGetsWhatCameBeforeItThenItAndNothingLater() {
    for (int i = 0; i < 5; i++) {
      api.append(room);
    }
    api.remove(room, bob);
    api.append(room);
    try (TestSocket socket = one.resume(api.token(bob))) {
      JsonNode hello = socket.next("hello");
      assertThat(member(member(hello, "data"), "conversations").size()).isZero();

      socket.send(resume(3));

      assertThat(seqs(socket, 3))
          .containsExactly("message.created 4", "message.created 5", "participant.removed 6");
      JsonNode resumed = member(socket.next("resumed"), "data");
      assertThat(TestSocket.number(resumed, "replayed")).isEqualTo(3);
      assertThat(member(resumed, "reset").size()).isZero();
      publish(api.append(room));
      publishTo(bob, news());
      socket.next("friend.requested");
    }
  }

  /// As the relay does with what could not be published at its time.
  @Test
  void newsOfAJoiningThatComesWhenTheMembershipWasOverBeforeTheHelloBringsNothing() {
    api.append(room);
    api.remove(room, bob);
    try (TestSocket resumed = one.resume(api.token(bob));
        TestSocket fresh = two.open(api.token(bob))) {
      fresh.next("hello");
      resumed.next("hello");
      resumed.send(resume(1));
      assertThat(seqs(resumed, 1)).containsExactly("participant.removed 2");
      resumed.next("resumed");

      publishTo(bob, joined(0));
      publishTo(bob, news());

      resumed.next("friend.requested");
      fresh.next("friend.requested");
    }
  }

  @Test
  void whoIsRemovedWhileResumingStillGetsWhatWasMissedAndThenTheRemoval() {
    for (int i = 0; i < 5; i++) {
      api.append(room);
    }
    try (TestSocket neighbour = one.open(api.token(ada));
        TestSocket socket = one.resume(api.token(bob))) {
      neighbour.next("hello");
      socket.next("hello");
      await().until(() -> api.replayCalls.get() > 0);
      api.duringNextReplay(
          () -> {
            publish(api.remove(room, bob));
            neighbour.next("participant.removed");
          });

      socket.send(resume(2));

      assertThat(seqs(socket, 3))
          .containsExactly("message.created 3", "message.created 4", "message.created 5");
      socket.next("resumed");
      assertThat(seqs(socket, 1)).containsExactly("participant.removed 6");
      publish(api.append(room));
      neighbour.next("message.created");
      assertNothingCame(socket);
    }
  }

  /// To be called when a neighbour on the same node has heard what this socket must not hear:
  /// that is then in this socket's loop already, and news published now comes after it.
  private void assertNothingCame(TestSocket socket) {
    one.publish(bob, news());
    socket.next("friend.requested");
  }

  private static JsonNode member(JsonNode object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private void publish(Envelope event) {
    one.publish(room, event);
  }

  private void publishTo(UserId user, Envelope event) {
    one.publish(user, event);
  }

  private Envelope joined(long from) {
    return joined(room, from);
  }

  private static Envelope joined(ConversationId room, long from) {
    return new Envelope(Envelope.Kind.JOINED, from, room.value(), json("conversation.joined"));
  }

  private static Envelope news() {
    return new Envelope(Envelope.Kind.PERSONAL, 0, Envelope.NOBODY, json("friend.requested"));
  }

  private static Envelope typing() {
    return new Envelope(Envelope.Kind.EPHEMERAL, 0, Envelope.NOBODY, json("typing.started"));
  }

  private static ByteBuffer json(String type) {
    return ByteBuffer.wrap(
        "{\"type\":\"%s\",\"data\":{}}".formatted(type).getBytes(StandardCharsets.UTF_8));
  }

  private String resume(long position) {
    return "{\"type\":\"resume\",\"id\":\"r1\",\"data\":{\"positions\":{\"%s\":%d}}}"
        .formatted(room, position);
  }

  /// Types and numbers of the next frames, which must be durable events.
  private static List<String> seqs(TestSocket socket, int count) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode frame = socket.next();
      events.add(TestSocket.text(frame, "type") + " " + TestSocket.number(frame, "seq"));
    }
    return events;
  }
}
