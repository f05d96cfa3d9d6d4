package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody's conversations are to them: settings, what is left to read, which of them are
/// called so, and which message is the last that they see.
class InboxIT {
  private static Database database;
  private static RunningApi api;
  private static Person bob;
  private Person ada;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void somebodyWithoutConversations() {
    ada = api.rest().register("ada");
  }

  @Test
  void whatIsSetStaysAndWhatIsNotGivenIsLeftAsItIs() {
    String room = as(ada).group(bob);

    assertThat(set(ada, room, "\"notifications\": \"mentions\"").expect(200).body())
        .isEqualTo("{\"notifications\":\"mentions\",\"archived\":false,\"pinned\":false}");
    assertThat(set(ada, room, "\"archived\": true, \"pinned\": true").expect(200).body())
        .isEqualTo("{\"notifications\":\"mentions\",\"archived\":true,\"pinned\":true}");
    assertThat(set(ada, room, "\"pinned\": false, \"archived\": null").expect(200).body())
        .isEqualTo("{\"notifications\":\"mentions\",\"archived\":true,\"pinned\":false}");
    assertThat(set(ada, room, "").expect(200).text("notifications")).isEqualTo("mentions");

    Answer seen = as(ada).get("/v1/conversations/" + room).expect(200);
    assertThat(seen.text("me.notifications")).isEqualTo("mentions");
    assertThat(seen.at("me.archived").getBooleanValue()).isTrue();
    assertThat(seen.at("me.pinned").getBooleanValue()).isFalse();
    assertThat(as(bob).get("/v1/conversations/" + room).text("me.notifications")).isEqualTo("all");
  }

  @Test
  void whatIsArchivedStaysSoWhenSomebodyWrites() {
    String room = as(ada).group(bob);
    set(ada, room, "\"archived\": true").expect(200);

    as(bob).write(room, "anybody here?").expect(201);

    assertThat(as(ada).get("/v1/conversations").expect(200).items()).isEmpty();
    assertThat(as(ada).get("/v1/conversations?archived=true").texts("id")).containsExactly(room);
    assertThat(as(ada).get("/v1/conversations/unread").number("total")).isEqualTo(1);
  }

  @Test
  void aChangeIsToldToOnesOwnDevicesAndARepetitionIsNot() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String room = as(ada).group(bob);

      set(ada, room, "\"pinned\": true").expect(200);
      set(ada, room, "\"pinned\": true").expect(200);
      set(ada, room, "").expect(200);
      set(ada, room, "\"notifications\": \"none\"").expect(200);

      await().until(() -> settings(heard, ada).size() >= 2);
      String news =
          "{\"type\":\"conversation.settings\",\"data\":{\"conversation_id\":\"%s\","
              .formatted(room);
      assertThat(settings(heard, ada))
          .containsExactly(
              news + "\"notifications\":\"all\",\"archived\":false,\"pinned\":true}}",
              news + "\"notifications\":\"none\",\"archived\":false,\"pinned\":true}}");
      assertThat(settings(heard, bob)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"notifications\": \"some\" | 422",
        "\"notifications\": \"\"     | 422",
        "\"notifications\": 1        | 400",
        "\"archived\": \"yes\"       | 400",
        "\"pinned\": 1               | 400",
        "\"color\": \"red\"          | 200"
      })
  void onlyWhatIsKnownIsSet(String body, int status) {
    set(ada, as(ada).group(), body).expect(status);
  }

  @Test
  void onlyWhoIsInAConversationHasSettingsThere() {
    String room = as(bob).group();

    set(ada, room, "\"pinned\": true").expect(404);
    set(ada, UUID.randomUUID().toString(), "\"pinned\": true").expect(404);
    set(ada, "x", "\"pinned\": true").expect(404);
  }

  @Test
  void whatIsUnreadIsToldForAllConversationsAtOnce() throws SQLException {
    String one = as(ada).group(bob);
    String two = as(ada).direct(bob).expect(201).text("id");
    String read = as(ada).group(bob);
    IntStream.range(0, 3).forEach(i -> as(bob).write(one, "x").expect(201));
    IntStream.range(0, 2).forEach(i -> as(bob).write(two, "x").expect(201));
    String mention = as(bob).write(one, "you").expect(201).text("id");
    database.change(
        "insert into mentions (user_id, conversation_id, seq, message_id)"
            + " values ('%s', '%s', 5, '%s')".formatted(ada.id(), one, mention));
    as(bob).write(read, "x").expect(201);
    as(ada).write(read, "answer").expect(201);

    Answer unread = as(ada).get("/v1/conversations/unread").expect(200);

    assertThat(Answer.members(unread.whole()))
        .containsExactly("by_conversation", "mentions", "total");
    assertThat(unread.number("total")).isEqualTo(6);
    assertThat(unread.number("mentions")).isEqualTo(1);
    assertThat(unread.members("by_conversation")).containsExactlyInAnyOrder(one, two);
    assertThat(unread.members("by_conversation." + one))
        .containsExactly("mention_count", "unread_count");
    assertThat(unread.number("by_conversation." + one + ".unread_count")).isEqualTo(4);
    assertThat(unread.number("by_conversation." + one + ".mention_count")).isEqualTo(1);
    assertThat(unread.number("by_conversation." + two + ".unread_count")).isEqualTo(2);
    String nothing = as(api.rest().register("new")).get("/v1/conversations/unread").body();
    assertThat(nothing).isEqualTo("{\"total\":0,\"mentions\":0,\"by_conversation\":{}}");
  }

  @Test
  void theListIsFilteredByWhatConversationsAreCalled() {
    Person eve = api.rest().register("eve");
    as(eve).patch("/v1/users/me", "{\"display_name\": \"Éva Mareş\"}").expect(200);
    String poets = named("Poets of Engines");
    String percent = named("100% wool_and 東京の友達");
    String direct = as(ada).direct(eve).expect(201).text("id");
    as(ada).group(eve);

    assertThat(called("POETS")).containsExactly(poets);
    assertThat(called("  of eng ")).containsExactly(poets);
    assertThat(called("%")).containsExactly(percent);
    assertThat(called("_")).containsExactly(percent);
    assertThat(called("京の")).containsExactly(percent);
    assertThat(called("mareş"))
        .as("of who is in it only in conversations of two")
        .containsExactly(direct);
    assertThat(called(eve.username().substring(0, 8))).containsExactly(direct);
    assertThat(called("nobody is called so")).isEmpty();
    assertThat(called(" ")).hasSize(4);
    assertThat(
            as(ada).pages("/v1/conversations?limit=1&query=o").stream()
                .flatMap(page -> page.texts("id").stream()))
        .containsSubsequence(percent, poets);
    as(ada).get("/v1/conversations?query=" + "x".repeat(101)).expect(422);
  }

  /// Nobody looks at each hidden message to find the last that is not.
  @ParameterizedTest
  @ValueSource(strings = {"oldest first", "newest first", "in any order"})
  void theLastMessageIsTheNewestThatIsNotHiddenHoweverManyAre(String order) throws SQLException {
    String room = as(ada).group(bob);
    List<String> messages =
        IntStream.range(0, 16).mapToObj(i -> as(bob).write(room, "x").text("id")).toList();
    List<String> hidden = new ArrayList<>(messages.subList(2, 16));
    switch (order) {
      case "oldest first" -> {}
      case "newest first" -> Collections.reverse(hidden);
      default -> Collections.shuffle(hidden, new Random(7));
    }

    List<String> visible = new ArrayList<>(messages);
    for (String message : hidden) {
      as(ada).delete("/v1/messages/" + message + "?for=me").expect(204);
      visible.remove(message);
      assertThat(last(ada, room)).isEqualTo(visible.getLast());
    }

    assertThat(run(room)).as("seq 4 to 17 is one run").isEqualTo(4_017);
    assertThat(last(bob, room)).isEqualTo(messages.getLast());
    String next = as(bob).write(room, "new").expect(201).text("id");
    assertThat(last(ada, room)).isEqualTo(next);
    as(ada).delete("/v1/messages/" + next + "?for=me").expect(204);
    assertThat(run(room)).isEqualTo(4_018);
    assertThat(last(ada, room)).isEqualTo(messages.get(1));
  }

  @Test
  void devicesThatHideAtOnceSeeTheSameLastMessage() throws Exception {
    String room = as(ada).group(bob);
    List<String> messages =
        IntStream.range(0, 24).mapToObj(i -> as(bob).write(room, "x").text("id")).toList();

    Together.times(
        20, i -> as(ada).delete("/v1/messages/" + messages.get(23 - i) + "?for=me").expect(204));

    assertThat(last(ada, room)).isEqualTo(messages.get(3));
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static Answer set(Person person, String room, String members) {
    return as(person).put("/v1/conversations/" + room + "/settings", "{" + members + "}");
  }

  private static List<String> settings(Heard heard, Person person) {
    return heard.all().stream()
        .filter(each -> each.channel().equals("parley:u:" + person.id()))
        .map(Heard.Message::json)
        .filter(json -> json.contains("conversation.settings"))
        .toList();
  }

  private String named(String name) {
    return as(ada)
        .post("/v1/conversations", "{\"name\": \"%s\", \"participant_ids\": []}".formatted(name))
        .expect(201)
        .text("id");
  }

  private List<String> called(String query) {
    return as(ada)
        .get("/v1/conversations?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .expect(200)
        .texts("id");
  }

  private static String last(Person viewer, String room) {
    return as(viewer).get("/v1/conversations/" + room).expect(200).text("last_message.id");
  }

  private long run(String room) throws SQLException {
    return database.number(
        "select hidden_low * 1000 + hidden_high from participants"
            + " where conversation_id = '%s' and user_id = '%s'".formatted(room, ada.id()));
  }
}
