package chat.parley.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.system.RestClient.Person;
import chat.parley.system.SocketClient.Heard;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A few people who know nobody else, with a device of each on each push node: what they do by
/// REST, and what all their devices hear of it.
///
/// What a device hears of one type it hears in turn: an event that comes twice, or that nobody
/// has asked about, stands in the place of the next one.
final class Scene implements AutoCloseable {
  private final List<RestClient> apis;
  private final List<RunningNode> pushes;
  private final Set<String> received;
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, JsonNode> known = new HashMap<>();
  private final List<Devices> opened = new ArrayList<>();
  private final Map<SocketClient, Map<String, Integer>> asked = new HashMap<>();

  /// @param received takes the names of the frames that came as they should
  Scene(Stack stack, Set<String> received, String... names) {
    this.apis = stack.apis().stream().map(RunningNode::port).map(RestClient::on).toList();
    this.pushes = stack.pushes();
    this.received = received;
    String round = Long.toString(System.nanoTime(), 36);
    for (String name : names) {
      String called = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      Person person = apiOf(name).register(name + "-" + round, called);
      people.put(name, person);
      know(name, person.id());
      know(name + ".name", person.username());
      know(name + ".called", called);
    }
    Arrays.stream(names).forEach(this::connect);
    // So that nobody is seen to come in the middle of it.
    Arrays.stream(names).forEach(this::awaitOnline);
  }

  private void connect(String name) {
    opened.add(Devices.oneOnEachNode(List.of(person(name)), pushes));
  }

  private void awaitOnline(String name) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                RestClient.expect(200, apiOf(name).get("/v1/users/me", person(name).token()))
                    .get("status")
                    .asText()
                    .equals("online"));
  }

  /// Logs in once more, and opens further devices with that session.
  ///
  /// @param device what the session's person is called from now on, and its id `{device.session}`
  void logsIn(String name, String device) {
    Person person = person(name);
    JsonNode session =
        does(
            name,
            "POST /v1/auth/login",
            Map.of("username", person.username(), "password", RestClient.PASSWORD));
    people.put(
        device, new Person(person.id(), person.username(), session.get("access_token").asText()));
    know(device + ".session", session.get("session_id").asText());
    connect(device);
  }

  /// Neighbours in the alphabet don't talk to the same api.
  private RestClient apiOf(String name) {
    return apis.get(name.charAt(0) % apis.size());
  }

  private Person person(String name) {
    return Objects.requireNonNull(people.get(name), name);
  }

  List<SocketClient> socketsOf(String name) {
    Person person = person(name);
    return opened.stream()
        .filter(devices -> devices.all().containsKey(person))
        .flatMap(devices -> devices.of(person).stream())
        .toList();
  }

  /// `{alias}` is this person from now on.
  void call(String alias, String name) {
    for (String what : List.of("", ".name", ".called")) {
      known.put(alias + what, Objects.requireNonNull(known.get(name + what), name));
    }
  }

  void know(String placeholder, String value) {
    known.put(placeholder, TextNode.valueOf(value));
  }

  /// Its id, and its place if it has one.
  void know(String placeholder, JsonNode object) {
    known.put(placeholder, object.get("id"));
    if (object.has("seq")) {
      known.put(placeholder + ".seq", object.get("seq"));
    }
  }

  /// @param call method and path, with placeholders like the body
  /// @return the answer, which is a success
  JsonNode does(String name, String call, Map<String, ?> body) {
    String[] words = GoldenFrame.filled(call, known).split(" ", 2);
    String json = GoldenFrame.filled(RestClient.JSON.valueToTree(body).toString(), known);
    return succeeded(call, apiOf(name).call(words[0], words[1], person(name).token(), json));
  }

  JsonNode does(String name, String call) {
    return does(name, call, Map.of());
  }

  JsonNode uploads(String name, String path, String type, byte[] file) {
    return succeeded(
        path,
        apiOf(name).upload(GoldenFrame.filled(path, known), person(name).token(), type, file));
  }

  private static JsonNode succeeded(String call, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isBetween(200, 299);
    return RestClient.expect(answer.statusCode(), answer);
  }

  /// On all of the person's devices the next event of that type is this one.
  void hears(String name, String golden) {
    GoldenFrame frame = GoldenFrame.of(golden);
    for (SocketClient socket : socketsOf(name)) {
      JsonNode actual = next(socket, name, frame.type());
      assertThat(frame.differences(actual, known))
          .as("%s at %s's device: %s", golden, name, actual)
          .isEmpty();
    }
    received.add(golden);
  }

  private JsonNode next(SocketClient socket, String name, String type) {
    int turn = asked.computeIfAbsent(socket, first -> new HashMap<>()).merge(type, 1, Integer::sum);
    await()
        .alias("%s at %s's device, for the %d. time".formatted(type, name, turn))
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> heard(socket, name, type).size() >= turn);
    return heard(socket, name, type).get(turn - 1);
  }

  /// But not that they came themselves, which a device may hear of itself or may just miss.
  private List<JsonNode> heard(SocketClient socket, String name, String type) {
    return socket.heard().stream()
        .filter(heard -> heard.type().equals(type))
        .map(Heard::frame)
        .filter(frame -> !isOwnPresence(frame, name))
        .toList();
  }

  private boolean isOwnPresence(JsonNode frame, String name) {
    return frame.get("type").asText().equals("presence.changed")
        && frame.at("/data/user_id").asText().equals(person(name).id());
  }

  /// None of the person's devices has heard more events of these types than it was asked about.
  void heardNoOther(String name, String... types) {
    for (SocketClient socket : socketsOf(name)) {
      for (String type : types) {
        assertThat(heard(socket, name, type))
            .as("%s at %s's device", type, name)
            .hasSize(asked.getOrDefault(socket, Map.of()).getOrDefault(type, 0));
      }
    }
  }

  /// The session of these devices has ended: they hear why, and are closed.
  void isCutOff(String name, String reason) {
    know("reason", reason);
    hears(name, "session.revoked");
    for (SocketClient socket : socketsOf(name)) {
      assertThat(socket.closed().orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(4401);
    }
  }

  /// Until this moment, in which the person opens a conversation for themselves.
  void heardNothing(String name) {
    does(
        name,
        "POST /v1/conversations",
        Map.of("type", "group", "name", "Cell", "participant_ids", List.of()));
    for (SocketClient socket : socketsOf(name)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !heard(socket, name, "conversation.joined").isEmpty());
      assertThat(
              socket.heard().stream()
                  .takeWhile(heard -> !heard.type().equals("conversation.joined"))
                  .map(Heard::frame)
                  .filter(frame -> !isOwnPresence(frame, name)))
          .isEmpty();
    }
  }

  @Override
  public void close() {
    opened.forEach(Devices::close);
  }
}
