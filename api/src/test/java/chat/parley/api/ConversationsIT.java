package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Opening conversations, and who sees which of them.
class ConversationsIT {
  private static final String CONVERSATIONS = "/v1/conversations";
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "type",
          "visibility",
          "name",
          "description",
          "avatar_url",
          "created_by",
          "created_at",
          "updated_at",
          "last_activity_at",
          "last_seq",
          "participant_count",
          "last_message",
          "peer",
          "me");

  private static Database database;
  private static RunningApi one;
  private static RunningApi two;
  private static Person ada;
  private static Person bob;
  private static Person eve;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    one = RunningApi.on(database);
    two = RunningApi.on(database);
    ada = one.rest().register("ada");
    bob = one.rest().register("bob");
    eve = one.rest().register("eve");
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void aPairHasOneDirectConversationWhoeverOpensItAgain() {
    Person carl = one.rest().register("carl");
    Answer opened = one.rest().as(carl).direct(bob).expect(201);

    Answer again = one.rest().as(carl).direct(bob);
    Answer fromTheOtherSide = one.rest().as(bob).direct(carl);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.whole()).isEqualTo(opened.whole());
    assertThat(fromTheOtherSide.status()).isEqualTo(200);
    assertThat(fromTheOtherSide.text("id")).isEqualTo(opened.text("id"));
    assertThat(opened.text("peer.id")).isEqualTo(bob.id());
    assertThat(fromTheOtherSide.text("peer.id")).isEqualTo(carl.id());
  }

  @Test
  void theDirectConversationWithSomebodyIsFoundByEitherOfTheTwoOnceThereIsOne() {
    Person carl = one.rest().register("carl");
    Person dora = one.rest().register("dora");
    one.rest().as(carl).get(CONVERSATIONS + "/direct/" + dora.id()).expect(404);
    one.rest().as(carl).get(CONVERSATIONS + "/direct/" + carl.id()).expect(404);
    Answer opened = one.rest().as(carl).direct(dora).expect(201);

    Answer found = two.rest().as(dora).get(CONVERSATIONS + "/direct/" + carl.id()).expect(200);

    assertThat(one.rest().as(carl).get(CONVERSATIONS + "/direct/" + dora.id()).whole())
        .isEqualTo(opened.whole());
    assertThat(found.text("id")).isEqualTo(opened.text("id"));
    assertThat(found.text("peer.id")).isEqualTo(carl.id());
    two.rest().as(bob).get(CONVERSATIONS + "/direct/" + carl.id()).expect(404);
    two.rest().as(bob).get(CONVERSATIONS + "/direct/participants").expect(404);
    two.rest().as(bob).get(CONVERSATIONS + "/direct/nobody").expect(404);
  }

  @Test
  void whenBothOpenItAtOnceThroughTwoApisOneCreatesItAndTheOtherGetsIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      Person first = one.rest().register("first");
      Person second = one.rest().register("second");

      List<Answer> answers =
          Together.times(
              2,
              i ->
                  i == 0
                      ? one.rest().as(first).direct(second)
                      : two.rest().as(second).direct(first));

      assertThat(answers.stream().map(Answer::status))
          .as("%s", answers)
          .containsExactlyInAnyOrder(201, 200);
      assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "participant_ids": ["BOB"]                                    | direct  | 2
          "participant_ids": ["BOB", "BOB", "ADA"]                      | direct  | 2
          "participant_ids": ["BOB"], "name": "Two"                     | group   | 2
          "participant_ids": ["BOB"], "type": "group"                   | group   | 2
          "participant_ids": ["BOB", "EVE"]                             | group   | 3
          "participant_ids": ["EVE", "BOB", "EVE", "ADA"], "type": null | group   | 3
          "participant_ids": []                                         | group   | 1
          "participant_ids": ["ADA"]                                    | group   | 1
          "participant_ids": ["BOB"], "type": "channel", "name": "News" | channel | 2
          """)
  void whatKindItIsFollowsFromWhatIsGiven(String members, String type, int count) {
    Answer opened =
        one.rest()
            .as(ada)
            .post(
                CONVERSATIONS,
                ("{" + members + "}")
                    .replace("BOB", bob.id())
                    .replace("EVE", eve.id())
                    .replace("ADA", ada.id()));

    assertThat(opened.status()).as("%s", opened).isIn(200, 201);
    assertThat(opened.text("type")).isEqualTo(type);
    assertThat(opened.number("participant_count")).isEqualTo(count);
  }

  @Test
  void whoOpensAGroupOwnsItAndItTellsWhoWasThere() {
    Answer group =
        one.rest()
            .as(ada)
            .post(
                CONVERSATIONS,
                """
                {"participant_ids": %s, "name": "Poets", "description": "Of engines"}
                """
                    .formatted(Rest.ids(bob, eve)))
            .expect(201);
    Answer asBob = one.rest().as(bob).get(CONVERSATIONS + "/" + group.text("id")).expect(200);

    assertThat(Answer.members(group.whole())).isEqualTo(MEMBERS);
    assertThat(group.members("me"))
        .containsExactlyInAnyOrder(
            "role",
            "joined_at",
            "muted_until",
            "notifications",
            "archived",
            "pinned",
            "last_read_seq",
            "last_delivered_seq",
            "unread_count",
            "mention_count");
    assertThat(group.text("name")).isEqualTo("Poets");
    assertThat(group.text("description")).isEqualTo("Of engines");
    assertThat(group.text("visibility")).isEqualTo("private");
    assertThat(group.text("created_by")).isEqualTo(ada.id());
    assertThat(group.at("peer").isNull()).isTrue();
    assertThat(group.text("me.role")).isEqualTo("owner");
    assertThat(asBob.text("me.role")).isEqualTo("member");
    assertThat(group.number("last_seq")).isEqualTo(1);
    assertThat(group.text("last_message.type")).isEqualTo("system");
    assertThat(group.text("last_message.system.kind")).isEqualTo("conversation_created");
    assertThat(group.text("last_message.system.actor_id")).isEqualTo(ada.id());
    assertThat(group.text("last_message.system.value")).isEqualTo("Poets");
    assertThat(texts(group.at("last_message.system.subject_ids")))
        .containsExactlyInAnyOrder(bob.id(), eve.id());
    assertThat(one.rest().as(ada).get(CONVERSATIONS + "/" + group.text("id")).whole())
        .isEqualTo(group.whole());
  }

  @Test
  void aDirectConversationBeginsEmptyAndBelongsToNobody() {
    Person carl = one.rest().register("carl");

    Answer direct = one.rest().as(carl).direct(eve).expect(201);

    assertThat(Answer.members(direct.whole())).isEqualTo(MEMBERS);
    assertThat(direct.number("last_seq")).isZero();
    assertThat(direct.at("last_message").isNull()).isTrue();
    assertThat(direct.at("name").isNull()).isTrue();
    assertThat(direct.text("me.role")).isEqualTo("member");
    assertThat(direct.members("peer")).isEqualTo(Shape.USER);
  }

  @Test
  void ofAPublicGroupAnOutsiderSeesTheObjectAndNothingInIt() {
    String body = "{\"participant_ids\": [], \"name\": \"Agora\", \"visibility\": \"public\"}";
    String id = one.rest().as(ada).post(CONVERSATIONS, body).expect(201).text("id");
    Rest outsider = one.rest().as(eve);
    String path = CONVERSATIONS + "/" + id;

    Answer seen = outsider.get(path);

    assertThat(seen.status()).as("%s", seen).isEqualTo(200);
    assertThat(Answer.members(seen.whole())).isEqualTo(MEMBERS);
    assertThat(seen.text("name")).isEqualTo("Agora");
    assertThat(seen.at("me").isNull()).isTrue();
    assertThat(seen.at("last_message").isNull()).isTrue();
    assertThat(outsider.get(path + "/messages").status()).isEqualTo(404);
    assertThat(outsider.get(path + "/events").status()).isEqualTo(404);
    assertThat(outsider.write(id, "x").status()).isEqualTo(404);
    assertThat(outsider.get(CONVERSATIONS).texts("id")).doesNotContain(id);
  }

  @Test
  void aDirectConversationIsNeverPublic() {
    Answer refused =
        one.rest()
            .as(ada)
            .post(
                CONVERSATIONS,
                "{\"participant_ids\": %s, \"visibility\": \"public\"}".formatted(Rest.ids(bob)));

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
  }

  @Test
  void theListBeginsWithTheNewestActivityAndCursorsVisitEachOnce() throws SQLException {
    Rest lister = one.rest().as(one.rest().register("lister"));
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      groups.add(lister.group());
    }
    lister.write(groups.get(2), "up it goes").expect(201);
    // Three that can only be told apart by their ids, at the place where a page ends.
    database.change(
        "update conversations set last_activity_at = '2026-01-01' where id in ('%s', '%s', '%s')"
            .formatted(groups.get(0), groups.get(4), groups.get(5)));
    List<String> expected = new ArrayList<>();
    expected.addAll(List.of(groups.get(2), groups.get(6), groups.get(3), groups.get(1)));
    List.of(groups.get(0), groups.get(4), groups.get(5)).stream()
        .sorted(Comparator.reverseOrder())
        .forEach(expected::add);

    for (int limit = 1; limit <= 8; limit++) {
      List<Answer> pages = lister.pages(CONVERSATIONS + "?limit=" + limit);
      assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
          .as("limit %d", limit)
          .containsExactlyElementsOf(expected);
      assertThat(pages).hasSize(Math.ceilDiv(7, limit));
    }
  }

  @Test
  void theListIsFilteredByTypeAndByWhatIsArchived() throws SQLException {
    Person filterer = one.rest().register("filterer");
    Rest rest = one.rest().as(filterer);
    String group = rest.group();
    String archived = rest.group();
    String direct = rest.direct(bob).expect(201).text("id");
    String channel =
        rest.post(
                CONVERSATIONS,
                "{\"type\": \"channel\", \"name\": \"News\", \"participant_ids\": []}")
            .expect(201)
            .text("id");
    database.change(
        "update participants set archived = true where conversation_id = '%s' and user_id = '%s'"
            .formatted(archived, filterer.id()));

    assertThat(rest.get(CONVERSATIONS).texts("id")).containsExactly(channel, direct, group);
    assertThat(rest.get(CONVERSATIONS + "?archived=false").texts("id"))
        .containsExactly(channel, direct, group);
    assertThat(rest.get(CONVERSATIONS + "?archived=true").texts("id")).containsExactly(archived);
    assertThat(rest.get(CONVERSATIONS + "?type=direct").texts("id")).containsExactly(direct);
    assertThat(rest.get(CONVERSATIONS + "?type=channel").texts("id")).containsExactly(channel);
    assertThat(rest.get(CONVERSATIONS + "?type=group").texts("id")).containsExactly(group);
    assertThat(rest.get(CONVERSATIONS + "?type=group&archived=true").texts("id"))
        .containsExactly(archived);
  }

  /// Cursors are not signed: whoever makes one up gets a 400 or a page, never a 500.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59.999999999Z~019aa0c0-0000-7000-8000-000000000000",
        "-1000000000-01-01T00:00:00Z~019aa0c0-0000-7000-8000-000000000000",
        "2026-01-01T00:00:00Z~1",
        "yesterday~019aa0c0-0000-7000-8000-000000000000",
        "~",
      })
  void aCursorThatWasMadeUpIsRefused(String text) {
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));

    Answer refused = one.rest().as(ada).get(CONVERSATIONS + "?cursor=" + cursor);

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("malformed_request");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.values().forEach(value -> texts.add(requireNonNull(value).getStringValue()));
    return texts;
  }
}
