package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Finding what anybody may join.
class DiscoveryIT {
  private static RunningApi api;
  private static Rest ada;
  private static Rest eve;
  private static String gardening;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    ada = api.rest().as(api.rest().register("ada"));
    Person reader = api.rest().register("eve");
    eve = api.rest().as(reader);
    gardening = open("Gardening", "group", "public");
    open("Garden news", "channel", "public");
    open("Guarding", "group", "public");
    open("Gardening in secret", "group", "private");
    new Room(open("Garden that is gone", "group", "public")).delete(ada).expect(204);
    new Room(open("Garden without Eve", "group", "public")).ban(ada, reader).expect(204);
    ada.write(gardening, "not for everybody's eyes").expect(201);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatIsCalledSoComesFirstThenWhatBeginsSoThenWhatLooksAlike() {
    assertThat(names(discover("?query=GARDENING"))).startsWith("Gardening");
    assertThat(names(discover("?query=gard")))
        .containsExactlyInAnyOrder("Gardening", "Garden news", "Garden without Eve");
    assertThat(names(discover("?query=gardning"))).startsWith("Gardening");
    assertThat(names(discover("?query=news"))).containsExactly("Garden news");
    assertThat(names(discover("?query=%25"))).isEmpty();
  }

  @Test
  void withoutAQueryAllAreListedTheNewestFirst() {
    assertThat(names(discover("")))
        .containsExactly("Garden without Eve", "Guarding", "Garden news", "Gardening");
    assertThat(names(discover("?query=%20"))).hasSize(4);
  }

  @Test
  void whoIsNotInItSeesNothingOfWhatIsSaid() {
    Answer found = discover("?query=gardening");

    assertThat(found.at("items.0.me").isNull()).isTrue();
    assertThat(found.at("items.0.last_message").isNull()).isTrue();
    assertThat(found.number("items.0.participant_count")).isEqualTo(1);
    assertThat(ada.get("/v1/conversations/discover?query=gardening").text("items.0.me.role"))
        .isEqualTo("owner");
  }

  @Test
  void pagesFollowEachOtherWithAndWithoutAQuery() {
    for (String query : List.of("", "query=gard&", "query=gardning&")) {
      String path = "/v1/conversations/discover?" + query + "limit=";
      List<String> whole = names(eve.get(path + 100).expect(200));

      assertThat(eve.pages(path + 1).stream().flatMap(page -> names(page).stream()))
          .as("query '%s'", query)
          .containsExactlyElementsOf(whole);
    }
  }

  @Test
  void whatIsNotRightIsRefused() {
    discover("?query=" + "x".repeat(101), 422);
    discover("?query=x%00", 422);
    discover("?cursor=x", 400);
    discover("?limit=0", 422);
    api.rest().get("/v1/conversations/discover").expect(401);
  }

  private static Answer discover(String query) {
    return discover(query, 200);
  }

  private static Answer discover(String query, int status) {
    return eve.get("/v1/conversations/discover" + query).expect(status);
  }

  private static List<String> names(Answer answer) {
    return answer.texts("name");
  }

  private static String open(String name, String type, String visibility) {
    return ada.post(
            "/v1/conversations",
            """
            {"name": "%s", "type": "%s", "visibility": "%s", "participant_ids": []}
            """
                .formatted(name, type, visibility))
        .expect(201)
        .text("id");
  }
}
