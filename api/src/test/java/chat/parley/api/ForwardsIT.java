package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Saying again elsewhere what somebody said.
class ForwardsIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private static Person eve;
  private String room = "";
  private String said = "";
  private String target = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.rate-limits.enabled",
                "true",
                // However slow the machine is: another window would count anew.
                "parley.rate-limits.redis-timeout",
                "10s",
                "parley.rate-limits.messages",
                "1000/1m",
                "parley.rate-limits.conversations",
                "1000/1m"));
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    eve = api.rest().register("eve");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    room = as(ada).group(bob);
    said = as(ada).write(room, "said to @" + bob.username()).expect(201).text("id");
    target = as(bob).group(ada, eve);
  }

  @Test
  void aForwardedMessageIsTheForwardersOwnWithTheSameText() {
    String other = as(bob).group(eve);
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      Answer forwarded = forward(bob, said, target, other).expect(201);

      assertThat(forwarded.texts("conversation_id")).containsExactly(target, other);
      assertThat(forwarded.text("items.0.sender.id")).isEqualTo(bob.id());
      assertThat(forwarded.text("items.0.content")).isEqualTo("said to @" + bob.username());
      assertThat(forwarded.at("items.0.mentions").size()).isZero();
      assertThat(forwarded.number("items.0.seq")).isEqualTo(2);
      assertThat(forwarded.text("items.0.forwarded_from.message_id")).isEqualTo(said);
      assertThat(forwarded.text("items.0.forwarded_from.conversation_id")).isEqualTo(room);
      assertThat(forwarded.text("items.0.forwarded_from.sender.id")).isEqualTo(ada.id());
      for (int i = 0; i < 2; i++) {
        String where = forwarded.text("items." + i + ".conversation_id");
        Answer events = as(eve).get("/v1/conversations/" + where + "/events?after=1").expect(200);
        assertThat(events.texts("type")).containsExactly("message.created");
        assertThat(events.members("items.0.data.forwarded_from")).isEmpty();
        assertThat(events.body()).contains(heard.on("parley:c:" + where, 1).getFirst().json());
      }
    }
  }

  @Test
  void whereItComesFromIsToldToWhoMayReadItThere() {
    String copy = forward(bob, said, target).expect(201).text("items.0.id");

    assertThat(as(ada).get("/v1/messages/" + copy).text("forwarded_from.message_id"))
        .isEqualTo(said);
    assertThat(as(eve).get("/v1/messages/" + copy).members("forwarded_from")).isEmpty();
    as(ada).delete("/v1/messages/" + said + "?for=me").expect(204);
    assertThat(as(ada).get("/v1/messages/" + copy).members("forwarded_from")).isEmpty();
    assertThat(as(ada).get("/v1/messages/" + said).status()).isEqualTo(404);
    assertThat(as(eve).write(target, "mine").expect(201).at("forwarded_from").isNull()).isTrue();
  }

  @Test
  void withinOneConversationEverybodyIsTold() {
    forward(bob, said, room).expect(201);

    Answer events = as(ada).get("/v1/conversations/" + room + "/events?after=2").expect(200);

    assertThat(events.text("items.0.data.forwarded_from.message_id")).isEqualTo(said);
  }

  @Test
  void whatIsForwardedAgainComesFromWhereItWasSaidFirst() {
    String copy = forward(bob, said, target).expect(201).text("items.0.id");
    String elsewhere = as(eve).group(ada);

    Answer again = forward(eve, copy, elsewhere).expect(201);

    assertThat(again.members("items.0.forwarded_from")).isEmpty();
    assertThat(
            as(ada)
                .get("/v1/messages/" + again.text("items.0.id"))
                .text("forwarded_from.message_id"))
        .isEqualTo(said);
  }

  @Test
  void aDeletedMessageIsNoLongerWhereACopyComesFrom() {
    String copy = forward(bob, said, target).expect(201).text("items.0.id");

    as(ada).delete("/v1/messages/" + said).expect(204);

    for (String path : List.of("/v1/messages/" + copy, Rest.messages(target))) {
      assertThat(as(ada).get(path).expect(200).body()).doesNotContain(said, room);
    }
    assertThat(as(ada).get("/v1/messages/" + copy).members("forwarded_from")).isEmpty();
  }

  @Test
  void aDeletedCopySaysNothingOfWhereItCameFrom() throws SQLException {
    String copy = forward(bob, said, target).expect(201).text("items.0.id");

    as(bob).delete("/v1/messages/" + copy).expect(204);

    assertThat(as(ada).get("/v1/messages/" + copy).at("forwarded_from").isNull()).isTrue();
    assertThat(
            database.number("select count(*) from messages where forwarded_from = '" + said + "'"))
        .isZero();
  }

  @Test
  void nobodyPutsOtherWordsIntoSomebodysMouth() {
    String copy = forward(bob, said, target).expect(201).text("items.0.id");

    assertThat(as(bob).edit(copy, "something else").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "muted,   403, muted",
    "blocked, 403, blocked",
    "channel, 403, forbidden",
    "foreign, 404, not_found",
    "unknown, 404, not_found",
  })
  void itGoesToAllOfThemOrToNone(String kind, int status, String code) throws SQLException {
    String refusing =
        switch (kind) {
          case "muted" -> as(bob).group();
          case "blocked" -> as(bob).direct(blocker()).text("id");
          case "channel" ->
              as(ada)
                  .post(
                      "/v1/conversations",
                      "{\"type\": \"channel\", \"name\": \"News\", \"participant_ids\": %s}"
                          .formatted(Rest.ids(bob)))
                  .expect(201)
                  .text("id");
          case "foreign" -> as(ada).group();
          case "unknown" -> "019aa0c0-0000-7000-8000-000000000000";
          default -> throw new IllegalArgumentException(kind);
        };
    if (kind.equals("muted")) {
      database.change(
          "update participants set muted_until = now() + interval '1 hour' where conversation_id = '"
              + refusing
              + "'");
    }
    if (kind.equals("blocked")) {
      Ties.block(as(bob), blocked).expect(204);
    }

    Answer refused = forward(bob, said, target, refusing);

    assertThat(refused.status()).as("%s", refused).isEqualTo(status);
    assertThat(refused.text("code")).isEqualTo(code);
    assertThat(as(bob).get("/v1/conversations/" + target).number("last_seq")).isEqualTo(1);
  }

  private Person blocked = new Person("", "", "", "");

  private Person blocker() {
    blocked = api.rest().register("blocked");
    return blocked;
  }

  @Test
  void howManyConversationsIsBoundedAndEachCountsOnce() {
    assertThat(forward(bob, said, room, target, "019aa0c0-0000-7000-8000-000000000000").status())
        .isEqualTo(404);
    assertThat(forward(bob, said).status()).isEqualTo(422);
    Answer many =
        forward(
            bob,
            said,
            as(bob).group(),
            as(bob).group(),
            as(bob).group(),
            as(bob).group(),
            as(bob).group(),
            as(bob).group());
    assertThat(many.status()).isEqualTo(422);
    assertThat(many.text("errors.0.field")).isEqualTo("conversation_ids");
    assertThat(post("{}").status()).isEqualTo(422);
    assertThat(post("{\"conversation_ids\": [null]}").status()).isEqualTo(422);
    assertThat(post("{\"conversation_ids\": [\"x\"]}").status()).isEqualTo(400);

    Person carl = api.rest().register("carl");
    String own = as(carl).group();
    String first = as(carl).write(own, "first").expect(201).text("id");
    Answer once = forward(carl, first, own, own).expect(201);
    assertThat(once.items()).hasSize(1);
    long before = left(once);
    Answer twice = forward(carl, first, own, as(carl).group()).expect(201);
    assertThat(left(twice)).isEqualTo(before - 2);
    Answer refused = forward(carl, first, own, "019aa0c0-0000-7000-8000-000000000000");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(left(forward(carl, first, own).expect(201))).isEqualTo(before - 3);
  }

  @Test
  void twoWhoForwardToTheSameConversationsAtOnceBothDo() throws Exception {
    String other = as(bob).group(ada, eve);
    for (int round = 0; round < 10; round++) {
      List<Answer> answers =
          Together.times(
              4,
              i ->
                  switch (i) {
                    case 0 -> forward(bob, said, target, other);
                    case 1 -> forward(ada, said, other, target, room);
                    case 2 -> as(ada).write(target, "between");
                    default -> as(ada).put(Rest.reaction(said, "👍"));
                  });

      assertThat(answers.stream().map(Answer::status))
          .as("%s", answers)
          .containsExactly(201, 201, 201, 200);
    }
    assertThat(as(eve).get("/v1/conversations/" + target).number("last_seq")).isEqualTo(31);
    assertThat(as(eve).get("/v1/conversations/" + other).number("last_seq")).isEqualTo(21);
  }

  private Answer post(String body) {
    return as(bob).post("/v1/messages/" + said + "/forward", body);
  }

  private static Answer forward(Person person, String message, String... conversations) {
    return as(person)
        .post(
            "/v1/messages/" + message + "/forward",
            "{\"conversation_ids\": %s}"
                .formatted(
                    Arrays.stream(conversations)
                        .map(id -> '"' + id + '"')
                        .collect(Collectors.joining(",", "[", "]"))));
  }

  private static long left(Answer answer) {
    String limit = answer.header("RateLimit").orElseThrow();
    return Long.parseLong(limit.replaceAll(".*r=(\\d+).*", "$1"));
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
