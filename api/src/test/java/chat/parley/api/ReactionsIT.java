package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Emoji under messages.
class ReactionsIT {
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private String room = "";
  private String message = "";

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    room = as(ada).group(bob);
    message = as(ada).write(room, "said").expect(201).text("id");
  }

  @Test
  void reactionsAreAnsweredInTheOrderOfTheirComingWithTheCallersOwnMarked() {
    as(bob).put(Rest.reaction(message, "🎉")).expect(200);
    as(ada).put(Rest.reaction(message, "👍")).expect(200);

    Answer answer = as(bob).put(Rest.reaction(message, "👍")).expect(200);

    assertThat(answer.members("items.0"))
        .containsExactlyInAnyOrder("emoji", "count", "me", "user_ids");
    assertThat(answer.texts("emoji")).containsExactly("🎉", "👍");
    assertThat(answer.texts("count")).containsExactly("1", "2");
    assertThat(answer.text("items.0.user_ids.0")).isEqualTo(bob.id());
    assertThat(answer.text("items.1.user_ids.0")).isEqualTo(ada.id());
    assertThat(answer.text("items.1.user_ids.1")).isEqualTo(bob.id());
    assertThat(mine(answer.at("items"))).containsExactly(true, true);
    assertThat(answer.at("next_cursor").isNull()).isTrue();
    assertThat(mine(as(ada).get("/v1/messages/" + message).at("reactions")))
        .containsExactly(false, true);
    assertThat(mine(as(bob).get(Rest.messages(room)).at("items.1.reactions")))
        .containsExactly(true, true);
    assertThat(mine(as(ada).get("/v1/conversations/" + room).at("last_message.reactions")))
        .containsExactly(false, true);
    assertThat(mine(as(ada).edit(message, "edited").at("reactions"))).containsExactly(false, true);
    assertThat(
            mine(as(ada).get("/v1/conversations/" + room + "/events").at("items.1.data.reactions")))
        .containsExactly(false, false);
  }

  @Test
  void eachChangeIsAnEventAndARepetitionIsNone() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String path = Rest.reaction(message, "👩🏽‍🚀");
      for (int i = 0; i < 2; i++) {
        as(ada).put(path).expect(200);
      }
      as(bob).put(path).expect(200);
      for (int i = 0; i < 2; i++) {
        as(ada).delete(path).expect(200);
      }
      assertThat(as(bob).delete(path).expect(200).items()).isEmpty();

      Answer events = as(ada).get("/v1/conversations/" + room + "/events?after=2").expect(200);
      assertThat(events.texts("type"))
          .containsExactly(
              "reaction.added", "reaction.added", "reaction.removed", "reaction.removed");
      assertThat(events.texts("seq")).containsExactly("3", "4", "5", "6");
      assertThat(events.texts("actor_id")).containsExactly(ada.id(), bob.id(), ada.id(), bob.id());
      assertThat(events.items().stream().map(event -> number(event, "count")))
          .containsExactly(1L, 2L, 1L, 0L);
      assertThat(events.members("items.0.data"))
          .containsExactlyInAnyOrder("message_id", "user_id", "emoji", "count");
      assertThat(events.text("items.0.data.emoji")).isEqualTo("👩🏽‍🚀");
      assertThat(events.text("items.1.data.user_id")).isEqualTo(bob.id());
      assertThat(events.text("items.1.data.message_id")).isEqualTo(message);
      assertThat(heard.durable("parley:c:" + room, 4))
          .allSatisfy(each -> assertThat(events.body()).contains(each.json()));
    }
  }

  @Test
  void aReactionDoesNotMoveTheConversationUp() {
    String before = as(ada).get("/v1/conversations/" + room).text("last_activity_at");

    as(bob).put(Rest.reaction(message, "👍")).expect(200);

    assertThat(as(ada).get("/v1/conversations/" + room).text("last_activity_at")).isEqualTo(before);
  }

  @Test
  void oneEmojiHasOneSpelling() {
    as(ada).put(Rest.reaction(message, "❤")).expect(200);

    Answer answer = as(bob).put(Rest.reaction(message, "❤️")).expect(200);

    assertThat(answer.texts("emoji")).containsExactly("❤️");
    assertThat(answer.number("items.0.count")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"👍🏽", "👨‍👩‍👧‍👦", "🇫🇷", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "#️⃣", "*️⃣", "🏳️‍🌈"})
  void everyKindOfEmojiPassesThroughAPath(String emoji) {
    assertThat(as(ada).put(Rest.reaction(message, emoji)).expect(200).texts("emoji"))
        .containsExactly(emoji);
    assertThat(as(ada).get("/v1/messages/" + message).text("reactions.0.emoji")).isEqualTo(emoji);
    assertThat(as(ada).delete(Rest.reaction(message, emoji)).expect(200).items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        "%23",
        "ok",
        "%20",
        "%00",
        "%FF",
        "%F0%9F%91",
        "%ED%A0%BD",
        "%2B",
        "%F0%9F%91%8D%F0%9F%91%8D",
        "%3Cb%3E",
        "%25",
        "..",
        ":thumbsup:"
      })
  void whatIsNotOneEmojiIsRefused(String encoded) {
    for (Answer refused :
        List.of(
            as(ada).put("/v1/messages/" + message + "/reactions/" + encoded),
            as(ada).delete("/v1/messages/" + message + "/reactions/" + encoded))) {
      assertThat(refused.status()).as("%s", refused).isEqualTo(422);
      assertThat(refused.text("errors.0.field")).isEqualTo("emoji");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a/b", "/%2F", "/a%2Fb"})
  void anAddressWithMoreOrLessIsNone(String rest) {
    Answer refused = as(ada).put("/v1/messages/" + message + "/reactions" + rest);

    assertThat(refused.status()).as("%s", refused).isIn(404, 405, 422);
  }

  @Test
  void aMessageHasTwentyDifferentOnesAtMost() {
    List<String> faces =
        IntStream.range(0, 21).mapToObj(i -> Character.toString(0x1F600 + i)).toList();
    faces.subList(0, 20).forEach(face -> as(ada).put(Rest.reaction(message, face)).expect(200));

    Answer refused = as(bob).put(Rest.reaction(message, faces.getLast()));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("conflict");
    assertThat(as(bob).put(Rest.reaction(message, faces.getFirst())).expect(200).texts("emoji"))
        .isEqualTo(faces.subList(0, 20));
    as(ada).delete(Rest.reaction(message, faces.get(5))).expect(200);
    assertThat(as(bob).put(Rest.reaction(message, faces.getLast())).expect(200).texts("emoji"))
        .hasSize(20)
        .endsWith(faces.getLast());
  }

  @Test
  void theFirstTwentyPeopleAreNamedAndAllAreCounted() {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      people.add(api.rest().register("fan"));
    }
    String hall = as(ada).group(people.toArray(Person[]::new));
    String said = as(ada).write(hall, "said").expect(201).text("id");
    people.forEach(person -> as(person).put(Rest.reaction(said, "👏")).expect(200));

    JsonNode seen =
        requireNonNull(as(people.getLast()).get("/v1/messages/" + said).at("reactions").get(0));

    assertThat(requireNonNull(seen.get("count")).getIntValue()).isEqualTo(22);
    assertThat(requireNonNull(seen.get("me")).getBooleanValue()).isTrue();
    List<String> named = new ArrayList<>();
    requireNonNull(seen.get("user_ids")).values().forEach(id -> named.add(id.getStringValue()));
    assertThat(named).isEqualTo(people.subList(0, 20).stream().map(Person::id).toList());
    as(people.getFirst()).delete(Rest.reaction(said, "👏")).expect(200);
    assertThat(as(ada).get("/v1/messages/" + said).text("reactions.0.user_ids.19"))
        .isEqualTo(people.get(20).id());
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static List<Boolean> mine(JsonNode reactions) {
    List<Boolean> mine = new ArrayList<>();
    reactions.values().forEach(each -> mine.add(requireNonNull(each.get("me")).getBooleanValue()));
    return mine;
  }

  private static long number(JsonNode event, String member) {
    return requireNonNull(requireNonNull(event.get("data")).get(member)).getLongValue();
  }
}
