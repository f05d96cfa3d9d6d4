package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Giving a message another text.
class EditsIT {
  private static Database database;
  private static RunningApi api;
  private static Person bob;
  private static Rest ada;
  private String room = "";
  private String message = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    bob = api.rest().register("bob");
    ada = api.rest().as(api.rest().register("ada"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    room = ada.group(bob);
    message = ada.write(room, "first").expect(201).text("id");
  }

  @Test
  void anEditedMessageHasItsNewTextEverywhere() {
    Answer edited = ada.edit(message, "  second ").expect(200);

    assertThat(edited.text("content")).isEqualTo("second");
    assertThat(edited.number("edit_count")).isEqualTo(1);
    assertThat(edited.number("seq")).isEqualTo(2);
    assertThat(edited.text("edited_at")).isGreaterThan(edited.text("created_at"));
    Rest reader = api.rest().as(bob);
    assertThat(reader.get("/v1/messages/" + message).whole()).isEqualTo(edited.whole());
    assertThat(reader.get(Rest.messages(room)).at("items.1")).isEqualTo(edited.whole());
    assertThat(reader.get("/v1/conversations/" + room).at("last_message"))
        .isEqualTo(edited.whole());
    assertThat(events(reader).get(1).get("data")).isEqualTo(edited.whole());
  }

  @Test
  void anEditIsAnEventWithTheNextNumberAndItsOwnTime() {
    Answer edited = ada.edit(message, "second").expect(200);

    JsonNode event = events(ada).getLast();
    assertThat(text(event, "type")).isEqualTo("message.edited");
    assertThat(requireNonNull(event.get("seq")).getLongValue()).isEqualTo(3);
    assertThat(text(event, "at")).isEqualTo(edited.text("edited_at"));
    assertThat(text(event, "actor_id")).isEqualTo(edited.text("sender.id"));
    assertThat(event.get("data")).isEqualTo(edited.whole());
    assertThat(ada.write(room, "next").number("seq")).isEqualTo(4);
  }

  @Test
  void whatIsPublishedIsWhatIsOnRecord() {
    ada.put(Rest.reaction(message, "👍")).expect(200);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      ada.edit(message, "second").expect(200);

      assertThat(heard.durable("parley:c:" + room, 1).getFirst().json())
          .isEqualTo(lastEvent())
          .contains("\"me\":false");
    }
  }

  @Test
  void theEarlierTextsAreKeptInTheirOrder() {
    List<String> texts = IntStream.range(0, 7).mapToObj(i -> "text " + i).toList();
    texts.forEach(text -> ada.edit(message, text).expect(200));

    Answer all = api.rest().as(bob).get("/v1/messages/" + message + "/edits").expect(200);

    assertThat(all.texts("content"))
        .containsExactly("first", "text 0", "text 1", "text 2", "text 3", "text 4", "text 5");
    assertThat(all.texts("version")).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(all.texts("written_at")).isSorted().doesNotHaveDuplicates();
    assertThat(all.at("next_cursor").isNull()).isTrue();
    assertThat(Answer.members(all.items().getFirst()))
        .containsExactlyInAnyOrder("version", "content", "written_at");
    assertThat(
            ada.pages("/v1/messages/" + message + "/edits?limit=3").stream()
                .flatMap(page -> page.texts("version").stream()))
        .containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(ada.get("/v1/messages/" + message + "/edits?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void theSameTextIsNoEdit() {
    Answer same = ada.edit(message, " first ").expect(200);

    assertThat(same.number("edit_count")).isZero();
    assertThat(same.at("edited_at").isNull()).isTrue();
    assertThat(events(ada)).hasSize(2);
    assertThat(ada.get("/v1/messages/" + message + "/edits").expect(200).items()).isEmpty();
  }

  @Test
  void anEditDoesNotMoveTheConversationUp() {
    Rest carl = api.rest().as(api.rest().register("carl"));
    String older = carl.group();
    String text = carl.write(older, "first").expect(201).text("id");
    String newer = carl.group();
    Answer before = carl.get("/v1/conversations/" + older);

    carl.edit(text, "second").expect(200);

    Answer after = carl.get("/v1/conversations/" + older);
    assertThat(after.text("last_activity_at")).isEqualTo(before.text("last_activity_at"));
    assertThat(after.number("last_seq")).isEqualTo(3);
    assertThat(carl.get("/v1/conversations").texts("id")).containsExactly(newer, older);
  }

  /// As after a failover to a machine whose clock is behind.
  @Test
  void timesAscendThoughTheClockGoesBack() throws SQLException {
    ada.edit(message, "second").expect(200);
    database.change(
        "update conversations set last_activity_at = now() + interval '1 hour' where id = '%s'"
            .formatted(room));
    ada.edit(message, "third").expect(200);
    ada.put(Rest.reaction(message, "👍")).expect(200);
    ada.write(room, "next").expect(201);

    List<JsonNode> all = events(ada);

    assertThat(all.subList(3, 6).stream().map(event -> text(event, "at")))
        .isSorted()
        .doesNotHaveDuplicates()
        .allSatisfy(at -> assertThat(at).isGreaterThan(text(all.get(2), "at")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"content\": null}", "{\"content\": \"  \"}", "{\"content\": \"LONG\"}"})
  void aTextThatCouldNotBeSentIsRefused(String body) {
    Answer refused = ada.patch("/v1/messages/" + message, body.replace("LONG", "x".repeat(4_001)));

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("errors.0.field")).isEqualTo("content");
    assertThat(ada.edit(message, "😀".repeat(4_000)).status()).isEqualTo(200);
    assertThat(ada.patch("/v1/messages/" + message, "{\"content\": 5}").status()).isEqualTo(400);
  }

  @Test
  void afterTheWindowAMessageStaysAsItIs() throws SQLException {
    try (RunningApi strict =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.messages.edit-window", "10m"))) {
      Rest rest = ada.at(strict);
      rest.edit(message, "in time").expect(200);
      age(message, "10 minutes");

      Answer refused = rest.edit(message, "too late");

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("code")).isEqualTo("edit_window_closed");
      assertThat(ada.edit(message, "no window here").status()).isEqualTo(200);
    }
  }

  static void age(String message, String interval) throws SQLException {
    database.change(
        "update messages set created_at = created_at - interval '%s' where id = '%s'"
            .formatted(interval, message));
  }

  private List<JsonNode> events(Rest rest) {
    return rest.get("/v1/conversations/" + room + "/events").expect(200).items();
  }

  private String lastEvent() {
    String page = ada.get("/v1/conversations/" + room + "/events?after=3").expect(200).body();
    return page.substring(
        "{\"items\":[".length(), page.length() - "],\"next_cursor\":null}".length());
  }

  private static String text(JsonNode event, String member) {
    return requireNonNull(event.get(member)).getStringValue();
  }
}
