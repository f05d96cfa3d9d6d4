package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.system.RestClient.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What two people are to each other, on their devices: two apis, two push nodes.
@ExtendWith(SharedStack.class)
class TiesIT {
  private static Stack stack;
  private static RestClient here;
  private static RestClient there;

  private Person ada;
  private Person bob;
  private Person cleo;

  @BeforeAll
  static void start(Stack shared) {
    stack = shared;
    List<RestClient> apis =
        stack.apis().stream().map(RunningNode::port).map(RestClient::on).toList();
    here = apis.getFirst();
    there = apis.getLast();
  }

  @BeforeEach
  void register() {
    String round = Long.toString(System.nanoTime(), 36);
    ada = here.register("ada-" + round);
    bob = there.register("bob-" + round);
    cleo = here.register("cleo-" + round);
  }

  @Test
  void aRequestAndItsAnswerReachAllDevicesOfTheTwo() {
    try (Devices devices = Devices.oneOnEachNode(List.of(ada, bob), stack.pushes())) {
      String request = ask(here, ada, bob);
      devices.of(bob).forEach(socket -> awaitNews(socket, "friend.requested", ada));

      RestClient.expect(
          200, there.post("/v1/friends/requests/" + request + "/accept", bob.token(), Map.of()));

      devices.of(bob).forEach(socket -> awaitNews(socket, "friend.accepted", ada));
      devices.of(ada).forEach(socket -> awaitNews(socket, "friend.accepted", bob));
    }
  }

  @Test
  void friendsHearWhoComesOnceThoughTheyShareConversationsAndWhoIsBlockedDoesNot() {
    befriend(ada, bob);
    new Rooms(List.of(ada, bob, cleo)).open(here, List.of(ada, bob, cleo));
    new Rooms(List.of(ada, bob, cleo)).open(here, List.of(ada, bob, cleo));
    try (Devices listening = Devices.oneOnEachNode(List.of(bob, cleo), stack.pushes())) {
      assertThat(there.put("/v1/blocks/" + cleo.id(), ada.token()).statusCode()).isEqualTo(204);

      try (SocketClient coming = SocketClient.open(stack.pushes().getFirst().port(), ada.token())) {
        listening.of(bob).forEach(socket -> awaitPresence(socket, "online"));
        // Of whom nobody is blocked everybody hears: what comes before that would be there.
        String room = new Rooms(List.of(ada, bob, cleo)).open(there, List.of(ada, bob, cleo));
        listening
            .all()
            .values()
            .forEach(sockets -> sockets.forEach(socket -> awaitMessage(socket, room)));
        assertThat(coming.closed()).isNotDone();
      }
      listening.of(bob).forEach(socket -> assertThat(statuses(socket)).containsExactly("online"));
      listening.of(cleo).forEach(socket -> assertThat(statuses(socket)).isEmpty());
    }
  }

  @Test
  void whoIsBlockedWhileTheySeeSomebodySeesThemGo() {
    RestClient.expect(
        201,
        here.post("/v1/conversations", ada.token(), Map.of("participant_ids", List.of(bob.id()))));
    try (Devices listening = Devices.oneOnEachNode(List.of(bob), stack.pushes());
        SocketClient coming = SocketClient.open(stack.pushes().getFirst().port(), ada.token())) {
      listening.of(bob).forEach(socket -> awaitPresence(socket, "online"));

      assertThat(there.put("/v1/blocks/" + bob.id(), ada.token()).statusCode()).isEqualTo(204);

      listening.of(bob).forEach(socket -> awaitPresence(socket, "offline"));
      assertThat(coming.closed()).isNotDone();
    }
  }

  private static String ask(RestClient api, Person asking, Person asked) {
    return RestClient.expect(
            201, api.post("/v1/friends/requests", asking.token(), Map.of("user_id", asked.id())))
        .get("id")
        .asText();
  }

  private static void befriend(Person one, Person other) {
    ask(here, one, other);
    ask(there, other, one);
  }

  private static void awaitNews(SocketClient socket, String type, Person other) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                socket.heard().stream()
                    .anyMatch(
                        heard ->
                            heard.type().equals(type)
                                && heard.frame().at("/data/user/id").asText().equals(other.id())));
  }

  private void awaitPresence(SocketClient socket, String status) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !statuses(socket).isEmpty() && statuses(socket).getLast().equals(status));
  }

  private static void awaitMessage(SocketClient socket, String room) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                socket.heard().stream()
                    .anyMatch(
                        heard ->
                            heard.type().equals("message.created")
                                && heard.conversation().equals(room)));
  }

  /// How Ada was, in the order in which the socket heard it.
  private List<String> statuses(SocketClient socket) {
    return socket.heard().stream()
        .map(SocketClient.Heard::frame)
        .filter(frame -> frame.get("type").asText().equals("presence.changed"))
        .filter(frame -> frame.at("/data/user_id").asText().equals(ada.id()))
        .map(frame -> frame.at("/data/status").asText())
        .toList();
  }
}
