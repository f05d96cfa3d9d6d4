package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import io.lettuce.core.KillArgs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Sockets end with their session, and what was meant for a person while nobody listened is found
/// out.
@Isolated("breaks the subscriptions of all nodes on this Redis")
class SessionEndIT {
  private FakeApi api;
  private UserId ada;

  @BeforeEach
  void start() {
    api = new FakeApi();
    ada = api.newUser();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theSocketsOfAnEndedSessionAreToldAndClosedAndTheOthersStay() {
    SessionId ended = api.newSession();
    try (RunningPush push = new RunningPush(api, Map.of());
        TestSocket socket = push.open(api.token(ada, ended, Duration.ofMinutes(5)));
        TestSocket other = push.open(api.token(ada))) {
      socket.next("hello");
      other.next("hello");

      push.publish(ada, revoked(ended));
      push.publish(ada, news());

      socket.next("session.revoked");
      assertThat(socket.closeCode()).isEqualTo(4401);
      other.next("friend.requested");
    }
  }

  @Test
  void aSessionThatEndsWhileItsSocketOpensIsNotMissed() {
    SessionId ended = api.newSession();
    try (RunningPush push = new RunningPush(api, Map.of())) {
      api.afterNextSnapshot(() -> push.publish(ada, revoked(ended)));
      try (TestSocket socket = push.open(api.token(ada, ended, Duration.ofMinutes(5)))) {
        socket.next("hello");
        socket.next("session.revoked");
        assertThat(socket.closeCode()).isEqualTo(4401);
      }
    }
  }

  @Test
  void whenTheWordOfItWasLostTheNextLookFindsOut() {
    SessionId ended = api.newSession();
    try (RunningPush push = new RunningPush(api, Map.of("parley.push.recheck", "100ms"));
        TestSocket socket = push.open(api.token(ada, ended, Duration.ofMinutes(5)));
        TestSocket other = push.open(api.token(ada))) {
      socket.next("hello");
      other.next("hello");

      api.revoke(ended);

      socket.next("session.revoked");
      assertThat(socket.closeCode()).isEqualTo(4401);
      push.publish(ada, news());
      other.next("friend.requested");
    }
  }

  /// As behind a connection that a firewall has forgotten.
  @Test
  void anApiThatLeavesTheQuestionUnansweredIsNotWaitedFor() {
    SessionId ended = api.newSession();
    try (RunningPush push = new RunningPush(api, Map.of("parley.push.recheck", "100ms"));
        TestSocket socket = push.open(api.token(ada, ended, Duration.ofMinutes(5)))) {
      socket.next("hello");
      api.ignoreRechecks(2);

      api.revoke(ended);

      socket.next("session.revoked");
    }
  }

  /// An api that scales to zero would be woken up by each question.
  @Test
  void aNodeWithoutSocketsAsksNothing() {
    Map<String, Object> often = Map.of("parley.push.recheck", "100ms");
    try (FakeApi asleep = new FakeApi();
        RunningPush empty = new RunningPush(asleep, often);
        RunningPush push = new RunningPush(api, often);
        TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");

      await().until(() -> api.rechecks.get() >= 5);

      assertThat(asleep.rechecks).hasValue(0);
      try (TestSocket first = empty.open(asleep.token(asleep.newUser()))) {
        first.next("hello");
        await().until(() -> asleep.rechecks.get() > 0);
      }
    }
  }

  /// Nothing numbers what is published to a person, so after a broken subscription the api is
  /// asked.
  @Test
  void whoWasAddedWhileTheNodeHeardNothingIsSentToOpenAnew() {
    UserId bob = api.newUser();
    try (RunningPush push = new RunningPush(api, Map.of("parley.push.reconcile-patience", "50ms"));
        TestSocket socket = push.open(api.token(ada));
        TestSocket other = push.open(api.token(bob))) {
      socket.next("hello");
      other.next("hello");
      api.newConversation(ada);

      push.redis().clientKill(KillArgs.Builder.typePubsub());

      assertThat(socket.closeCode()).isEqualTo(4500);
      push.publish(bob, news());
      other.next("friend.requested");
    }
  }

  @Test
  void aSessionThatEndedWhileTheNodeHeardNothingIsClosedWhenItHearsAgain() {
    SessionId ended = api.newSession();
    try (RunningPush push = new RunningPush(api, Map.of());
        TestSocket socket = push.open(api.token(ada, ended, Duration.ofMinutes(5)))) {
      socket.next("hello");
      api.revoke(ended);

      push.redis().clientKill(KillArgs.Builder.typePubsub());

      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  /// The news is on its way while the api is asked already: that is no loss.
  @Test
  void whoIsAddedJustWhenTheNodeHearsAgainStays() {
    try (RunningPush push = new RunningPush(api, Map.of("parley.push.reconcile-patience", "50ms"));
        TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      ConversationId room = api.newConversation(ada);
      api.afterNextSnapshot(() -> push.publish(ada, joined(room)));

      push.redis().clientKill(KillArgs.Builder.typePubsub());

      socket.next("conversation.joined");
      push.publish(room, api.append(room));
      socket.next("message.created");
    }
  }

  private static Envelope revoked(SessionId session) {
    return new Envelope(Envelope.Kind.REVOKED, 0, session.value(), json("session.revoked"));
  }

  private static Envelope joined(ConversationId room) {
    return new Envelope(Envelope.Kind.JOINED, 0, room.value(), json("conversation.joined"));
  }

  private static Envelope news() {
    return new Envelope(Envelope.Kind.PERSONAL, 0, Envelope.NOBODY, json("friend.requested"));
  }

  private static ByteBuffer json(String type) {
    return ByteBuffer.wrap(
        "{\"type\":\"%s\",\"data\":{}}".formatted(type).getBytes(StandardCharsets.UTF_8));
  }
}
