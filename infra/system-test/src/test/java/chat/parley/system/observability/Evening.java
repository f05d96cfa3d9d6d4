package chat.parley.system.observability;

import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.Stack;
import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import chat.parley.system.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A bit of everything that people do, right and wrong, with all that is nobody's business.
///
/// @param room in which both are
/// @param secrets what must not be in any log, meter or trace
record Evening(Person ada, Person bob, String room, List<String> secrets) {
  private static final String TEXT = "zanzibar-" + UUID.randomUUID();
  private static final String WRONG_PASSWORD = "wrong-" + UUID.randomUUID();

  static Evening spent(Stack stack) {
    RestClient api = RestClient.on(stack.apis().getFirst().port());
    int push = stack.pushes().getFirst().port();
    String suffix = UUID.randomUUID().toString().substring(0, 8);
    Person ada = api.register("ada_" + suffix);
    Person bob = api.register("bob_" + suffix);
    List<String> secrets =
        new ArrayList<>(
            List.of(
                TEXT,
                RestClient.PASSWORD,
                WRONG_PASSWORD,
                ada.token(),
                bob.token(),
                "@example.org",
                stack.secrets().internalCredential()));
    String room = rest(api, ada, bob, secrets);
    sockets(api, push, ada, bob, room, secrets);
    return new Evening(ada, bob, room, List.copyOf(secrets));
  }

  private static String rest(RestClient api, Person ada, Person bob, List<String> secrets) {
    JsonNode session =
        RestClient.expect(200, api.post("/v1/auth/login", "", login(ada, RestClient.PASSWORD)));
    String refresh = session.get("refresh_token").asText();
    secrets.add(refresh);
    secrets.add(session.get("access_token").asText());
    secrets.add(
        RestClient.expect(200, api.post("/v1/auth/refresh", "", Map.of("refresh_token", refresh)))
            .get("refresh_token")
            .asText());
    RestClient.expect(401, api.post("/v1/auth/login", "", login(ada, WRONG_PASSWORD)));
    api.post("/v1/auth/password-reset", "", Map.of("email", ada.username() + "@example.org"));
    String room =
        RestClient.expect(
                201,
                api.post(
                    "/v1/conversations",
                    ada.token(),
                    Map.of("name", TEXT, "participant_ids", List.of(bob.id()))))
            .get("id")
            .asText();
    String message = send(api, ada, room);
    String path = "/v1/messages/" + message;
    api.call("PATCH", path, ada.token(), "{\"content\":\"" + TEXT + " edited\"}");
    api.put(path + "/reactions/%F0%9F%91%8D", bob.token());
    api.get("/v1/conversations/" + room + "/messages", bob.token());
    api.get("/v1/search/messages?q=" + TEXT, bob.token());
    api.get("/v1/search/messages?q=" + TEXT, bob.token());
    api.call(
        "POST", "/v1/conversations/" + room + "/messages", ada.token(), "{\"content\":" + TEXT);
    api.call("POST", "/v1/auth/login", "", "{\"password\":" + RestClient.PASSWORD);
    api.get("/v1/conversations/" + UUID.randomUUID() + "/messages", ada.token() + "x");
    api.call("DELETE", path, ada.token(), "");
    return room;
  }

  private static Map<String, String> login(Person person, String password) {
    return Map.of("username", person.username(), "password", password);
  }

  /// @return the message's id
  static String send(RestClient api, Person sender, String room) {
    return RestClient.expect(
            201,
            api.post(
                "/v1/conversations/" + room + "/messages",
                sender.token(),
                Map.of("content", TEXT, "client_id", UUID.randomUUID().toString())))
        .get("id")
        .asText();
  }

  private static void sockets(
      RestClient api, int push, Person ada, Person bob, String room, List<String> secrets) {
    String ticket =
        RestClient.expect(201, api.post("/v1/realtime/tickets", bob.token(), Map.of()))
            .get("ticket")
            .asText();
    secrets.add(ticket);
    try (SocketClient hers = SocketClient.open(push, ada.token());
        SocketClient his = SocketClient.open(push, bob.token())) {
      open(push, "?ticket=" + ticket).abort();
      open(push, "?token=" + bob.token()).abort();
      hers.send(
          """
          {"type":"message.send","id":"1",
           "data":{"conversation_id":"%s","content":"%s","client_id":"over-the-socket"}}
          """
              .formatted(room, TEXT));
      hers.send(
          "{\"type\":\"typing.start\",\"id\":\"2\",\"data\":{\"conversation_id\":\"%s\"}}"
              .formatted(room));
      hears(his, "message.created");
      hers.send("{\"type\":\"message.send\",\"data\":" + TEXT);
      await().atMost(Duration.ofSeconds(10)).until(() -> hers.closed().isDone());
    }
    // A token that was never one.
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://127.0.0.1:" + push + "/ws?token=" + TEXT), new WebSocket.Listener() {})
        .exceptionally(refused -> null)
        .join();
  }

  private static WebSocket open(int push, String query) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://127.0.0.1:" + push + "/ws" + query), new WebSocket.Listener() {})
        .join();
  }

  static void hears(SocketClient device, String type) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> device.heard().stream().anyMatch(heard -> heard.type().equals(type)));
  }

  /// Which of these are in the text.
  Set<String> foundIn(String text) {
    return secrets.stream()
        .filter(text::contains)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }
}
