package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is older than it is to be kept goes, in small batches, and nothing else does. Two apis
/// are at it.
class RetentionIT {
  private static Database database;
  private static RunningApi api;
  private static RunningApi other;
  private static Person ada;
  private static Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = keeping("1d");
    other = keeping("1d");
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
    other.close();
  }

  @Test
  void oldMessagesGoWithAllThatIsKnownOfThemAndWhatIsLeftIsCountedRight() throws SQLException {
    String room = as(ada).group(bob);
    List<String> messages =
        IntStream.range(0, 9)
            .mapToObj(i -> as(ada).write(room, "of a forgotten time " + i).text("id"))
            .toList();
    as(bob).put(Rest.reaction(messages.get(1), "\uD83D\uDC4D")).expect(200);
    as(ada).edit(messages.get(2), "of a forgotten time, edited").expect(200);
    as(bob).delete("/v1/messages/" + messages.get(3) + "?for=me").expect(204);
    as(ada).delete("/v1/messages/" + messages.get(4)).expect(204);
    as(bob).post("/v1/conversations/" + room + "/read", "{\"seq\": 3}").expect(200);
    List<String> kept =
        IntStream.range(0, 4)
            .mapToObj(i -> as(ada).write(room, "of today " + i).text("id"))
            .toList();
    age(room, "created_at < (select created_at from messages where id = '" + kept.get(0) + "')");

    await().until(() -> database.rowsWith("of a forgotten time") == 0);

    Answer page = as(bob).get(Rest.messages(room)).expect(200);
    assertThat(page.texts("id")).isEqualTo(kept);
    assertThat(page.at("has_before").getBooleanValue()).isFalse();
    Answer seen = as(bob).get("/v1/conversations/" + room);
    assertThat(seen.number("me.unread_count")).isEqualTo(4);
    assertThat(seen.text("last_message.id")).isEqualTo(kept.getLast());
    as(bob).get("/v1/messages/" + messages.getFirst()).expect(404);
    as(bob).get("/v1/messages/" + messages.getFirst() + "/receipts").expect(404);
    assertThat(
            as(bob)
                .post("/v1/messages/" + kept.get(1) + "/read")
                .expect(200)
                .number("updated_count"))
        .isEqualTo(2);
    Answer receipt = as(ada).get("/v1/messages/" + kept.get(1) + "/receipts").expect(200);
    assertThat(receipt.at("items.0.read_at").isNull()).isFalse();
    assertThat(
            as(ada).get("/v1/messages/" + kept.get(2) + "/receipts").at("items.0.read_at").isNull())
        .isTrue();
    Answer events = as(bob).get("/v1/conversations/" + room + "/events?after=1").expect(200);
    assertThat(events.texts("seq")).as("replays have no holes").hasSize(16).contains("2", "17");
    assertThat(events.body()).doesNotContain("forgotten").contains("of today");
  }

  @Test
  void aConversationOfWhichNothingIsLeftGoesOn() throws SQLException {
    String room = as(ada).group(bob);
    as(ada).write(room, "x").expect(201);
    age(room, "true");

    await().until(() -> as(bob).get(Rest.messages(room)).expect(200).items().isEmpty());

    Answer seen = as(bob).get("/v1/conversations/" + room).expect(200);
    assertThat(seen.at("last_message").isNull()).isTrue();
    assertThat(seen.number("me.unread_count")).isZero();
    assertThat(as(ada).write(room, "y").expect(201).number("seq")).isEqualTo(3);
    assertThat(
            as(bob)
                .get("/v1/conversations/unread")
                .number("by_conversation." + room + ".unread_count"))
        .isEqualTo(1);
  }

  @Test
  void whatIsKeptForEverStays() throws SQLException {
    String direct = as(ada).direct(bob).expect(201).text("id");
    as(ada).write(direct, "for ever").expect(201);
    age(direct, "true");
    String group = as(ada).group(bob);
    as(ada).write(group, "soon gone").expect(201);
    age(group, "true");

    // A walk after both: conversations are looked at in the order of their ids.
    await().until(() -> as(bob).get(Rest.messages(group)).expect(200).items().isEmpty());

    assertThat(as(bob).get(Rest.messages(direct)).expect(200).texts("content"))
        .containsExactly("for ever");
  }

  /// Writers wait for a batch, and no writer is told that something is gone under their hands.
  @Test
  void whoeverIsJustChangingAMessageIsAnsweredAsIfItWereThereOrNot() throws Exception {
    for (int round = 0; round < 4; round++) {
      String room = as(ada).group(bob);
      List<String> messages =
          IntStream.range(0, 12).mapToObj(i -> as(ada).write(room, "x").text("id")).toList();
      age(room, "true");

      List<Answer> answers = Together.times(12, i -> as(ada).edit(messages.get(i), "changed"));

      assertThat(answers).extracting(Answer::status).isSubsetOf(200, 404);
      await().until(() -> as(bob).get(Rest.messages(room)).expect(200).items().isEmpty());
    }
  }

  private static RunningApi keeping(String group) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("parley.database.url", database.url());
    settings.put("parley.retention.group", group);
    settings.put("parley.retention.interval", "200ms");
    settings.put("parley.retention.batch", "4");
    settings.put("parley.retention.pause", "1ms");
    return RunningApi.with(settings);
  }

  private static void age(String room, String which) throws SQLException {
    database.change(
        "update messages set created_at = created_at - interval '2 days'"
            + " where conversation_id = '%s' and %s".formatted(room, which));
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
