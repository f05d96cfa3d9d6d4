package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What push reports and people choose becomes what others see, and they are told once.
class PresenceIT {
  private static final String REPORT = "/internal/v1/realtime/presence";
  private static final String ONLINE = "/internal/v1/realtime/presence/online";

  private static Database database;
  private static RunningApi api;
  private static RunningApi second;

  private Heard heard;
  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = with(200);
    second = with(200);
  }

  private static RunningApi with(int largestAudience) {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.presence.largest-audience",
            largestAudience));
  }

  @AfterAll
  static void stop() {
    api.close();
    second.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterEach
  void hush() {
    heard.close();
  }

  @Test
  void whoComesOnlineIsAnnouncedOnceInEachConversationAndToTheirOwnDevices() {
    String direct = as(ada).direct(bob).expect(201).text("id");
    String group = as(ada).group(bob);
    String foreign = as(bob).group(api.rest().register("cleo"));

    report(online(ada));
    report(online(ada));

    for (String channel : List.of("parley:c:" + direct, "parley:c:" + group, own(ada))) {
      Envelope change = changes(channel, 1).getFirst().envelope();
      assertThat(change.kind()).isEqualTo(Envelope.Kind.ABOUT_USER);
      assertThat(change.subject()).hasToString(ada.id());
    }
    assertThat(changes(own(ada), 1).getFirst().json())
        .contains("\"type\":\"presence.changed\"")
        .contains("\"username\":\"" + ada.username() + "\"")
        .contains("\"status\":\"online\"")
        .contains("\"last_seen_at\":null");
    assertThat(peer(bob, direct).text("peer.status")).isEqualTo("online");

    report(offline(ada));

    List<Heard.Message> both = changes(own(ada), 2);
    assertThat(both).hasSize(2);
    assertThat(both.getLast().json()).contains("\"status\":\"offline\"");
    assertThat(both.getLast().envelope().seq()).isGreaterThan(both.getFirst().envelope().seq());
    assertThat(peer(bob, direct).text("peer.status")).isEqualTo("offline");
    assertThat(peer(bob, direct).at("peer.last_seen_at").isNull()).isFalse();
    assertThat(heard.all()).noneMatch(each -> isChange(each, "parley:c:" + foreign));
  }

  @Test
  void friendsHearOfItWithoutAConversationAndWhoIsNoneAnyMoreDoesNot() {
    Ties.befriend(api.rest(), ada, bob);
    Person asked = api.rest().register("asked");
    Ties.ask(as(ada), asked).expect(201);

    report(online(ada));

    List<Heard.Message> both = changes(own(bob), 1);
    assertThat(both.getFirst().envelope().kind()).isEqualTo(Envelope.Kind.ABOUT_USER);
    assertThat(both.getFirst().envelope().seq())
        .as("the same version on each way")
        .isEqualTo(changes(own(ada), 1).getFirst().envelope().seq());
    report(online(asked));
    assertThat(changes(own(asked), 1)).as("a request is no friendship").hasSize(1);

    Ties.end(as(bob), ada).expect(204);
    report(offline(ada), online(bob));
    assertThat(changes(own(bob), 2).getLast().json()).contains(bob.id());
    assertThat(changes(own(ada), 2)).as("the other way neither").hasSize(2);
  }

  @Test
  void nothingIsSaidInAConversationOfMoreThanTheLargestAudience() {
    try (RunningApi quiet = with(2)) {
      String direct = as(ada).direct(bob).expect(201).text("id");
      String group = as(ada).group(bob, api.rest().register("cleo"));

      new Gateway(quiet).post(REPORT, changes(online(ada))).expect(204);

      changes("parley:c:" + direct, 1);
      assertThat(heard.all()).noneMatch(each -> isChange(each, "parley:c:" + group));
    }
  }

  @Test
  void twoNodesThatReportTheSameMakeOneChange() throws Exception {
    List<Person> people =
        Stream.generate(() -> api.rest().register("one-of-many")).limit(20).toList();
    String here = changes(people.stream().map(PresenceIT::online).toArray(String[]::new));
    String there =
        changes(people.reversed().stream().map(PresenceIT::online).toArray(String[]::new));

    Together.times(
        8,
        i -> new Gateway(i % 2 == 0 ? api : second).post(REPORT, i < 4 ? here : there).expect(204));

    people.forEach(person -> assertThat(changes(own(person), 1)).hasSize(1));
  }

  @Test
  void theChosenStatusLastsBeyondTheSocketAndIsSeenWhileOnline() {
    String direct = as(ada).direct(bob).expect(201).text("id");

    Answer away = choose(ada, "{\"status\": \"away\", \"status_text\": \"at lunch\"}");

    assertThat(away.text("status")).isEqualTo("away");
    assertThat(away.text("status_text")).isEqualTo("at lunch");
    assertThat(peer(bob, direct).text("peer.status")).isEqualTo("offline");
    report(online(ada));
    assertThat(peer(bob, direct).text("peer.status")).isEqualTo("away");
    assertThat(changes(own(ada), 2).getLast().json())
        .contains("\"status\":\"away\"", "\"status_text\":\"at lunch\"");

    choose(ada, "{\"status\": \"dnd\"}");
    assertThat(changes(own(ada), 3).getLast().json())
        .contains("\"status\":\"dnd\"", "\"status_text\":\"at lunch\"");
    choose(ada, "{\"status\": \"dnd\", \"status_text\": null}");
    assertThat(changes(own(ada), 4).getLast().json()).contains("\"status_text\":null");
    choose(ada, "{\"status\": \"dnd\", \"status_text\": null}");
    report(offline(ada), online(bob));
    changes(own(bob), 1);
    assertThat(changes(own(ada), 5)).as("nothing changed the last time but one").hasSize(5);
  }

  @Test
  void whoIsInvisibleComesAndGoesUnseen() {
    String direct = as(ada).direct(bob).expect(201).text("id");
    report(online(ada));

    Answer chosen = choose(ada, "{\"status\": \"invisible\"}");

    assertThat(chosen.text("status")).isEqualTo("invisible");
    assertThat(as(ada).get("/v1/users/me").text("status")).isEqualTo("invisible");
    assertThat(changes("parley:c:" + direct, 2).getLast().json())
        .contains("\"status\":\"offline\"")
        .doesNotContain("\"last_seen_at\":null");
    String seen = peer(bob, direct).text("peer.last_seen_at");

    report(offline(ada));
    report(online(ada));
    assertThat(peer(bob, direct).text("peer.status")).isEqualTo("offline");
    assertThat(peer(bob, direct).text("peer.last_seen_at")).isEqualTo(seen);

    choose(ada, "{\"status\": \"online\"}");
    List<Heard.Message> all = changes("parley:c:" + direct, 3);
    assertThat(all).as("online, offline, online").hasSize(3);
    assertThat(all.getLast().json()).contains("\"status\":\"online\"");
  }

  @Test
  void aStatusThatIsNoneIsRefused() {
    for (String body :
        List.of(
            "{}",
            "{\"status\": \"offline\"}",
            "{\"status\": \"away\", \"status_text\": \"" + "x".repeat(101) + "\"}")) {
      as(ada).put("/v1/users/me/status", body).expect(422);
    }
    for (String body :
        List.of("{\"status\": 1}", "{\"status\": \"away\", \"status_text\": 5}", "[]")) {
      as(ada).put("/v1/users/me/status", body).expect(400);
    }
    choose(ada, "{\"status\": \"away\", \"status_text\": \"" + "\uD83D\uDC4B".repeat(100) + "\"}");
    api.rest().put("/v1/users/me/status", "{\"status\": \"away\"}").expect(401);
  }

  @Test
  void participantsSeeWhoOfThemIsOnline() {
    Person cleo = api.rest().register("cleo");
    Person dora = api.rest().register("dora");
    String group = as(ada).group(bob, cleo, dora);
    String path = "/v1/conversations/" + group + "/online";
    assertThat(as(ada).get(path).expect(200).items()).isEmpty();
    report(online(bob), online(cleo), online(dora), online(api.rest().register("eve")));
    choose(dora, "{\"status\": \"invisible\"}");

    List<Answer> pages = as(ada).pages(path + "?limit=1");

    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .containsExactlyInAnyOrder(bob.id(), cleo.id());
    as(ada).get(path + "?cursor=nonsense").expect(400);
    as(api.rest().register("stranger")).get(path).expect(404);
    api.rest().get(path).expect(401);
  }

  @Test
  void pushAsksForAllWhoCountAsOnline() {
    report(online(ada), online(bob));

    String all = new Gateway(api).post(ONLINE, "{\"after\": null}").expect(200).body();
    assertThat(all).contains(ada.id(), bob.id());
    String later =
        new Gateway(api).post(ONLINE, "{\"after\": \"" + ada.id() + "\"}").expect(200).body();
    assertThat(later).contains(bob.id()).doesNotContain(ada.id());
  }

  @Test
  void nobodyButPushReports() {
    as(ada).post(REPORT, changes(online(ada))).expect(401);
    as(ada).post(ONLINE, "{}").expect(401);
    String many = Stream.generate(() -> online(ada)).limit(501).collect(Collectors.joining(","));
    new Gateway(api).post(REPORT, changes(many)).expect(422);
    new Gateway(api).post(REPORT, "{\"changes\": [{\"online\": true}]}").expect(400);
    new Gateway(api).post(REPORT, changes(online(ada).replace('a', 'b'))).expect(204);
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static Answer choose(Person person, String body) {
    return as(person).put("/v1/users/me/status", body).expect(200);
  }

  private static Answer peer(Person viewer, String direct) {
    return as(viewer).get("/v1/conversations/" + direct).expect(200);
  }

  private static void report(String... changes) {
    new Gateway(api).post(REPORT, changes(changes)).expect(204);
  }

  private static String changes(String... changes) {
    return "{\"changes\": [" + String.join(",", changes) + "]}";
  }

  private static String online(Person person) {
    return "{\"user_id\": \"%s\", \"online\": true}".formatted(person.id());
  }

  private static String offline(Person person) {
    return "{\"user_id\": \"%s\", \"online\": false}".formatted(person.id());
  }

  private static String own(Person person) {
    return "parley:u:" + person.id();
  }

  /// The changes announced on a channel, at least so many.
  private List<Heard.Message> changes(String channel, int count) {
    return await()
        .until(
            () -> heard.all().stream().filter(each -> isChange(each, channel)).toList(),
            found -> found.size() >= count);
  }

  private static boolean isChange(Heard.Message message, String channel) {
    return message.channel().equals(channel) && message.json().contains("presence.changed");
  }
}
