package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Closing a gap by REST.
class EventsIT {
  private static Database database;
  private static RunningApi api;
  private static Person bob;
  private static Rest ada;
  private static String room;
  private static String events;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    bob = api.rest().register("bob");
    ada = api.rest().as(api.rest().register("ada"));
    room = ada.group(bob);
    events = "/v1/conversations/" + room + "/events";
    LongStream.rangeClosed(2, 12).forEach(i -> ada.write(room, "event " + i).expect(201));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aGroupBeginsWithItsCreation() {
    Answer page = ada.get(events + "?limit=1").expect(200);

    assertThat(Answer.members(page.whole())).containsExactlyInAnyOrder("items", "next_cursor");
    assertThat(page.members("items.0"))
        .containsExactlyInAnyOrder("type", "conversation_id", "seq", "at", "actor_id", "data");
    assertThat(page.text("items.0.type")).isEqualTo("message.created");
    assertThat(page.number("items.0.seq")).isEqualTo(1);
    assertThat(page.text("items.0.data.type")).isEqualTo("system");
    assertThat(page.text("items.0.data.system.kind")).isEqualTo("conversation_created");
    assertThat(page.text("items.0.actor_id")).isEqualTo(page.text("items.0.data.system.actor_id"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 11, 12, 100})
  void pagesAreAscendingAndHaveNoGap(int limit) {
    List<Answer> pages = ada.pages(events + "?limit=" + limit);

    assertThat(seqs(pages)).containsExactlyElementsOf(numbers(1, 12));
    assertThat(pages).hasSize(Math.ceilDiv(12, limit));
  }

  @Test
  void onlyWhatCameAfterThePositionIsAnswered() {
    assertThat(seqs(ada.pages(events + "?limit=3&after=4")))
        .containsExactlyElementsOf(numbers(5, 12));
    assertThat(seqs(ada.pages(events + "?after=12"))).isEmpty();
    assertThat(seqs(ada.pages(events + "?after=9223372036854775807"))).isEmpty();
  }

  @Test
  void whatHappenedBeforeTheJoiningIsNotAnswered() throws SQLException {
    Person late = api.rest().register("late");
    String other = ada.group(late);
    LongStream.rangeClosed(2, 6).forEach(i -> ada.write(other, "event " + i).expect(201));
    database.change(
        "update participants set joined_seq = 4 where conversation_id = '%s' and user_id = '%s'"
            .formatted(other, late.id()));
    String path = "/v1/conversations/" + other + "/events";
    Rest asLate = api.rest().as(late);

    assertThat(seqs(asLate.pages(path + "?after=0&limit=1"))).containsExactly("5", "6");
    assertThat(seqs(asLate.pages(path + "?after=5"))).containsExactly("6");
    assertThat(seqs(ada.pages(path + "?after=0"))).containsExactlyElementsOf(numbers(1, 6));
    // A cursor of somebody else's is no way around it.
    String hers = ada.get(path + "?limit=1").text("next_cursor");
    assertThat(seqs(asLate.pages(path + "?cursor=" + hers))).containsExactly("5", "6");
  }

  @Test
  void anEventIsTheSameBytesAsThoseThatWerePublished() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      String other = ada.group(bob);
      ada.write(other, "as ünïcode 😀 and \\\"quoted\\\"").expect(201);
      List<Heard.Message> published = heard.durable("parley:c:" + other, 2);

      Answer page = api.rest().as(bob).get("/v1/conversations/" + other + "/events").expect(200);

      assertThat(page.body())
          .isEqualTo(
              "{\"items\":[%s,%s],\"next_cursor\":null}"
                  .formatted(published.getFirst().json(), published.getLast().json()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b~5", "e~x", "e~99999999999999999999", "e~1~2", "e"})
  void aCursorThatIsNoneOfOursIsRefused(String text) {
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));

    Answer refused = ada.get(events + "?cursor=" + cursor);

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("malformed_request");
  }

  private static List<String> seqs(List<Answer> pages) {
    return pages.stream().flatMap(page -> page.texts("seq").stream()).toList();
  }

  private static List<String> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
  }
}
