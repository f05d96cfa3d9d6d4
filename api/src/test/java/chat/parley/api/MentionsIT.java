package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.Ports;
import io.micronaut.json.tree.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Naming people in messages.
class MentionsIT {
  private static Database database;
  private static RunningApi api;
  private static RunningApi dying;
  private Person ada;
  private Person bob;
  private Person eve;
  private String room = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    dying =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.redis.uri",
                "redis://" + Ports.HOST + ":" + Ports.free()));
  }

  @AfterAll
  static void stop() {
    dying.close();
    api.close();
  }

  @BeforeEach
  void open() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    eve = api.rest().register("eve");
    room = as(ada).group(bob, eve);
  }

  @Test
  void whoIsNamedIsAmongTheMentionsAndIsTold() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String text = "@%s, @%s. And me@%s".formatted(upper(eve), bob.username(), ada.username());
      Answer sent = as(ada).write(room, text).expect(201);

      assertThat(mentions(sent)).containsExactly(eve.id(), bob.id());
      assertThat(as(bob).get("/v1/messages/" + sent.text("id")).whole()).isEqualTo(sent.whole());
      assertThat(as(bob).get("/v1/conversations/" + room + "/events?after=1").at("items.0.data"))
          .isEqualTo(sent.whole());
      for (Person named : List.of(eve, bob)) {
        assertThat(heard.on("parley:u:" + named.id(), 1).getLast().json())
            .isEqualTo("{\"type\":\"mention.created\",\"data\":{\"message\":" + sent.body() + "}}");
        assertThat(as(named).get("/v1/mentions").at("items.0")).isEqualTo(sent.whole());
      }
      assertThat(as(ada).get("/v1/mentions").items()).isEmpty();
    }
  }

  @Test
  void onlyParticipantsAreNamedAndNobodyIsToldOfThemselves() {
    Person stranger = api.rest().register("stranger");
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String text = "@%s @%s @nobody-at-all".formatted(stranger.username(), ada.username());
      Answer sent = as(ada).write(room, text).expect(201);

      assertThat(mentions(sent)).containsExactly(ada.id());
      assertThat(as(ada).get("/v1/mentions").items()).isEmpty();
      assertThat(as(stranger).get("/v1/mentions").items()).isEmpty();
      heard.on("parley:c:" + room, 1);
      assertThat(heard.all()).noneMatch(this::isMentionHere);
    }
  }

  @Test
  void whoHasBlockedTheSenderIsNotTold() {
    Ties.block(as(bob), ada).expect(204);

    Answer sent = as(ada).write(room, "@" + bob.username()).expect(201);

    assertThat(mentions(sent)).containsExactly(bob.id());
    assertThat(as(bob).get("/v1/mentions").items()).isEmpty();
  }

  @Test
  void theLongestNameThatSomebodyHasIsMeant() {
    String name = "a" + System.nanoTime();
    Person plain = registered(name);
    Person dotted = registered(name + ".");
    String both = as(ada).group(plain, dotted);
    String one = as(ada).group(plain);

    assertThat(mentions(as(ada).write(both, "@" + name + ".").expect(201)))
        .containsExactly(dotted.id());
    assertThat(mentions(as(ada).write(one, "@" + name + ".").expect(201)))
        .containsExactly(plain.id());
  }

  @Test
  void anEditAddsAndTakesAwayAndTellsOnlyWhomItNamesAnew() {
    String said = as(ada).write(room, "@" + bob.username()).expect(201).text("id");
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Answer both = as(ada).edit(said, "@%s @%s".formatted(eve.username(), bob.username()));

      assertThat(mentions(both.expect(200))).containsExactly(eve.id(), bob.id());
      String frame = heard.on("parley:u:" + eve.id(), 1).getFirst().json();
      assertThat(frame)
          .isEqualTo("{\"type\":\"mention.created\",\"data\":{\"message\":" + both.body() + "}}");
      Answer one = as(ada).edit(said, "only @" + eve.username()).expect(200);
      assertThat(mentions(one)).containsExactly(eve.id());
      heard.on("parley:c:" + room, 2);
      assertThat(heard.all().stream().filter(this::isMentionHere)).hasSize(1);
      assertThat(as(bob).get("/v1/mentions").items()).isEmpty();
      assertThat(as(eve).get("/v1/mentions").texts("id")).containsExactly(said);
    }
  }

  @Test
  void theListIsTheNewestFirstOfAllConversationsThatOneIsIn() {
    List<String> ids = new ArrayList<>();
    String other = as(ada).group(bob);
    for (int i = 0; i < 5; i++) {
      ids.addFirst(
          as(ada).write(i % 2 == 0 ? room : other, "@" + bob.username()).expect(201).text("id"));
    }
    assertThat(
            as(bob).pages("/v1/mentions?limit=2").stream()
                .flatMap(page -> page.texts("id").stream()))
        .isEqualTo(ids);

    new Room(other).leave(as(bob)).expect(204);
    as(bob).delete("/v1/messages/" + ids.getFirst() + "?for=me").expect(204);

    assertThat(as(bob).get("/v1/mentions").texts("id")).containsExactly(ids.get(2), ids.get(4));
    assertThat(as(bob).get("/v1/mentions?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void aDeletedMessageMentionsNobody() throws SQLException {
    String said = as(ada).write(room, "@" + bob.username()).expect(201).text("id");

    as(ada).delete("/v1/messages/" + said).expect(204);

    assertThat(mentions(as(bob).get("/v1/messages/" + said))).isEmpty();
    assertThat(as(bob).get("/v1/mentions").items()).isEmpty();
    Answer events = as(bob).get("/v1/conversations/" + room + "/events?after=1").expect(200);
    assertThat(events.body()).doesNotContain(bob.id());
    assertThat(database.number("select count(*) from mentions where message_id = '" + said + "'"))
        .isZero();
  }

  @Test
  void whoDeletesTheirAccountIsToldOfNothingAnyMore() throws SQLException {
    as(ada).write(room, "@" + bob.username()).expect(201);

    as(bob).delete("/v1/users/me", "{\"password\": \"" + Login.PASSWORD + "\"}").expect(204);

    assertThat(database.number("select count(*) from mentions where user_id = '" + bob.id() + "'"))
        .isZero();
  }

  /// What an api has committed and not published is told by another, as it is then.
  @Test
  void newsThatTheFastPathLostIsRelayedUnlessItIsNoneAnyMore() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Rest lost = dying.rest().as(ada);
      String kept = lost.write(room, "@" + eve.username()).expect(201).text("id");
      String deleted = lost.write(room, "secret @" + eve.username()).expect(201).text("id");
      lost.delete("/v1/messages/" + deleted).expect(204);
      lost.write(room, "secret @" + bob.username()).expect(201);
      new Room(room).remove(lost, bob).expect(204);
      await().until(() -> database.number("select count(*) from outbox") == 0);

      assertThat(heard.on("parley:u:" + eve.id(), 1))
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each.json())
                      .isEqualTo(
                          "{\"type\":\"mention.created\",\"data\":{\"message\":%s}}"
                              .formatted(as(eve).get("/v1/messages/" + kept).body())));
      assertThat(heard.on("parley:u:" + bob.id(), 1))
          .noneMatch(each -> each.json().contains("secret"));
    }
  }

  private static Person registered(String username) {
    Answer answer =
        api.rest()
            .post(
                "/v1/auth/register",
                "{\"username\": \"%s\", \"email\": \"x%s@example.org\", \"password\": \"%s\"}"
                    .formatted(username, username.replace(".", "-dot"), Login.PASSWORD))
            .expect(201);
    return new Person(
        answer.text("user.id"), username, answer.text("session_id"), answer.text("access_token"));
  }

  private static String upper(Person person) {
    return person.username().toUpperCase(Locale.ROOT);
  }

  private static List<String> mentions(Answer message) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : message.at("mentions").values()) {
      ids.add(id.getStringValue());
    }
    return ids;
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  /// Other tests share the Redis, and mention people of their own.
  private boolean isMentionHere(Heard.Message heard) {
    return heard.json().contains("mention.created") && heard.json().contains(room);
  }
}
