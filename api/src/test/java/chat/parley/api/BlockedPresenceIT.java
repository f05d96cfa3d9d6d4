package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a block hides of how somebody is. Ada is who blocks.
class BlockedPresenceIT {
  private static RunningApi api;
  private static Heard heard;

  private Person ada;
  private Person bob;
  private Person cleo;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    cleo = api.rest().register("cleo");
  }

  @Test
  void theBlockedReadTheBlockerAsOfflineWhereverTheyAreShown() {
    String direct = as(ada).direct(bob).expect(201).text("id");
    Room room = Room.open(as(bob), "public", ada, cleo);
    String message = as(cleo).write(room.id(), "hello").expect(201).text("id");
    as(ada)
        .put("/v1/users/me/status", "{\"status\": \"away\", \"status_text\": \"at lunch\"}")
        .expect(200);
    report(ada, true);
    Map<String, String> pathsToAda =
        Map.of(
            "/v1/conversations/" + direct,
            "peer",
            "/v1/conversations?type=direct",
            "items.0.peer",
            room.path() + "/participants",
            "items.0.user",
            "/v1/messages/" + message + "/receipts",
            "items.0.user");
    pathsToAda.forEach((path, at) -> assertSeen(bob, path, at));

    Ties.block(as(ada), bob).expect(204);

    pathsToAda.forEach((path, at) -> assertHidden(bob, path, at));
    assertThat(as(bob).get(room.path() + "/online").items()).isEmpty();
    assertThat(as(cleo).get(room.path() + "/online").texts("id")).containsExactly(ada.id());
    assertSeen(cleo, room.path() + "/participants", "items.0.user");
    report(ada, false);
    pathsToAda.forEach((path, at) -> assertHidden(bob, path, at));
    room.ban(as(bob), ada).expect(204);
    assertHidden(bob, room.path() + "/bans", "items.0.user");

    Ties.lift(as(ada), bob).expect(204);
    Answer lifted = as(bob).get("/v1/conversations/" + direct);
    assertThat(lifted.at("peer.last_seen_at").isNull()).isFalse();
  }

  /// The same bytes go to everybody.
  @Test
  void aFrameThatTheBlockedGetSaysNothingOfTheBlockersPresence() {
    Room room = Room.open(as(cleo), "public", bob);
    report(ada, true);
    Ties.block(as(ada), bob).expect(204);

    room.join(as(ada)).expect(200);

    assertThat(arrival(room, 2)).contains(ada.id(), "\"status\":\"offline\"");
    Room another = Room.open(as(cleo), "public");
    another.join(as(ada)).expect(200);
    assertThat(arrival(another, 2)).contains(ada.id(), "\"status\":\"online\"");
  }

  @Test
  void newsOfTheBlockersPresencePassesOverTheBlocked() {
    String direct = as(ada).direct(bob).expect(201).text("id");
    Room room = Room.open(as(cleo), "public", ada, bob);
    Room other = Room.open(as(cleo), "public", ada);
    Ties.block(as(ada), bob).expect(204);

    report(ada, true);

    assertThat(presence("parley:c:" + direct).envelope().except())
        .extracting(Object::toString)
        .containsExactly(bob.id());
    assertThat(presence("parley:c:" + room.id()).envelope().except())
        .extracting(Object::toString)
        .containsExactly(bob.id());
    assertThat(presence("parley:c:" + other.id()).envelope().except()).isEmpty();
    report(bob, true);
    assertThat(presence("parley:u:" + bob.id()).json()).contains(bob.id());
    assertThat(heard.on("parley:c:" + direct, 2).getLast().envelope().except())
        .as("the other way")
        .isEmpty();
  }

  /// Nobody tells them any more when the blocker goes.
  @Test
  void whoIsBlockedSeesTheBlockerGoAndAfterwardsComeBack() {
    as(ada).direct(bob).expect(201);
    as(ada).direct(cleo).expect(201);
    report(ada, true);
    heard.on("parley:u:" + bob.id(), 1);

    Ties.block(as(ada), bob).expect(204);

    assertThat(last(bob, 2))
        .startsWith("{\"type\":\"presence.changed\"")
        .contains(ada.id(), "\"status\":\"offline\"", "\"last_seen_at\":null");
    Ties.lift(as(ada), bob).expect(204);
    assertThat(last(bob, 3)).contains("presence.changed", "\"status\":\"online\"");

    Person stranger = api.rest().register("stranger");
    Ties.block(as(ada), stranger).expect(204);
    Ties.ask(as(cleo), stranger).expect(201);
    assertThat(last(stranger, 1)).as("who saw nothing hears nothing").contains(cleo.id());
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static void assertSeen(Person viewer, String path, String at) {
    Answer answer = as(viewer).get(path).expect(200);
    assertThat(answer.text(at + ".status")).as(path).isEqualTo("away");
    assertThat(answer.text(at + ".status_text")).as(path).isEqualTo("at lunch");
  }

  private static void assertHidden(Person viewer, String path, String at) {
    Answer answer = as(viewer).get(path).expect(200);
    assertThat(answer.text(at + ".status")).as(path).isEqualTo("offline");
    assertThat(answer.at(at + ".status_text").isNull()).as(path).isTrue();
    assertThat(answer.at(at + ".last_seen_at").isNull()).as(path).isTrue();
  }

  private static void report(Person person, boolean online) {
    new Gateway(api)
        .post(
            "/internal/v1/realtime/presence",
            "{\"changes\": [{\"user_id\": \"%s\", \"online\": %s}]}".formatted(person.id(), online))
        .expect(204);
  }

  private static Heard.Message presence(String channel) {
    return heard.on(channel, 1).stream()
        .filter(each -> each.json().contains("presence.changed"))
        .toList()
        .getLast();
  }

  private static String last(Person person, int count) {
    return heard.on("parley:u:" + person.id(), count).getLast().json();
  }

  private String arrival(Room room, long seq) {
    return as(cleo).get(room.path() + "/events?limit=1&after=" + (seq - 1)).expect(200).body();
  }
}
