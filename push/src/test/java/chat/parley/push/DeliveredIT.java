package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.shared.gateway.DeliveredReport;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What clients have is told by their pongs: the JDK's WebSocket answers pings by itself.
class DeliveredIT {
  private FakeApi api;
  private RunningPush push;
  private UserId ada;
  private UserId bob;
  private ConversationId room;

  @BeforeEach
  void start() {
    api = new FakeApi();
    // The interval between two pings is at least the time for a pong.
    push =
        new RunningPush(
            api, Map.of("parley.push.heartbeat", "300ms", "parley.push.pong-timeout", "1s"));
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
  void aPongTellsThatEverySocketHasWhatItWasHandedAndNothingElse() {
    ConversationId quiet = api.newConversation(ada, bob);
    ConversationId busy = api.newConversation(ada);
    try (TestSocket adas = push.open(api.token(ada));
        TestSocket bobs = push.open(api.token(bob))) {
      adas.next("hello");
      bobs.next("hello");
      hear(adas, 3, room);
      hear(adas, 2, busy);

      awaitReported(item(ada, room, 3));
      awaitReported(item(bob, room, 3));
      awaitReported(item(ada, busy, 2));
      assertThat(api.delivered).noneMatch(each -> each.conversationId().equals(quiet));
    }
  }

  @Test
  void eachPositionIsReportedOnce() {
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      hear(socket, 3, room);
      awaitReported(item(ada, room, 3));
      int reports = api.delivered.size();

      socket.awaitPing();
      socket.awaitPing();
      hear(socket, 1, room);
      awaitReported(item(ada, room, 4));

      assertThat(api.delivered).hasSize(reports + 1);
    }
  }

  @Test
  void aSocketThatWasHandedNothingReportsNothing() {
    for (int i = 0; i < 3; i++) {
      api.append(room);
    }
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      socket.awaitPing();
      // The second comes only after the pong to the first.
      socket.awaitPing();

      assertThat(api.delivered).isEmpty();
    }
  }

  @Test
  void whatWasReplayedIsHandedOverToo() {
    for (int i = 0; i < 5; i++) {
      api.append(room);
    }
    try (TestSocket socket = push.resume(api.token(ada))) {
      socket.next("hello");
      socket.send(
          "{\"type\": \"resume\", \"id\": \"r\", \"data\": {\"positions\": {\"%s\": 2}}}"
              .formatted(room));
      for (int i = 0; i < 3; i++) {
        socket.next("message.created");
      }
      socket.next("resumed");

      awaitReported(item(ada, room, 5));
    }
  }

  @Test
  void aClientThatReportsItselfIsNotReportedForOnThisSocket() {
    try (TestSocket itself = push.open(api.token(ada));
        TestSocket other = push.open(api.token(bob))) {
      itself.next("hello");
      other.next("hello");
      itself.send(
          """
          {"type": "receipt.delivered", "id": "d", "data": {"conversation_id": "%s", "seq": 0}}"""
              .formatted(room));
      itself.next("ack");
      push.publish(room, api.append(room));
      itself.next("message.created");
      itself.awaitPing();
      itself.awaitPing();
      itself.awaitPing();

      awaitReported(item(bob, room, 1));
      assertThat(api.delivered).noneMatch(each -> each.userId().equals(ada));
    }
  }

  @Test
  void aReportThatIsLostIsRepeatedWithALaterHeartbeat() {
    api.refuseReports(true);
    try (TestSocket socket = push.open(api.token(ada))) {
      socket.next("hello");
      hear(socket, 3, room);
      await().until(() -> push.meter("parley.push.delivered", "outcome", "failed") >= 1);
      hear(socket, 1, room);
      api.refuseReports(false);

      awaitReported(item(ada, room, 4));
      assertThat(api.delivered).containsExactly(item(ada, room, 4));
      assertThat(api.refusedReports).hasPositiveValue();
      await().until(() -> push.meter("parley.push.delivered", "outcome", "reported") == 1);
    }
  }

  private void hear(TestSocket socket, int count, ConversationId conversation) {
    for (int i = 0; i < count; i++) {
      push.publish(conversation, api.append(conversation));
      socket.next("message.created");
    }
  }

  private void awaitReported(DeliveredReport.Item item) {
    await().until(() -> api.delivered.contains(item));
  }

  private static DeliveredReport.Item item(UserId user, ConversationId conversation, long seq) {
    return new DeliveredReport.Item(user, conversation, seq);
  }
}
