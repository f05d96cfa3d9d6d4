package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a message came to whom, although only watermarks and their moves are stored.
class MessageReceiptsIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private static Person carl;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    carl = api.rest().register("carl");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void everyMessageHasTheTimeOfTheMoveThatCameToIt() throws SQLException {
    String room = as(ada).group(bob, carl);
    List<String> messages = write(room, 4);
    delivered(bob, room, 3);
    read(bob, room, 2);
    read(bob, room, 4);
    age(room, "delivered", 3, "2026-01-01T00:00:03Z");
    age(room, "read", 2, "2026-01-01T00:00:02Z");
    age(room, "read", 4, "2026-01-01T00:00:04Z");

    assertTimes(messages.get(0), bob, "2026-01-01T00:00:02.000000Z", "2026-01-01T00:00:02.000000Z");
    assertTimes(messages.get(1), bob, "2026-01-01T00:00:03.000000Z", "2026-01-01T00:00:04.000000Z");
    assertTimes(messages.get(2), bob, "2026-01-01T00:00:04.000000Z", "2026-01-01T00:00:04.000000Z");
    assertTimes(messages.get(3), bob, null, null);
    assertTimes(messages.get(0), carl, null, null);
  }

  @Test
  void itIsAboutEverybodyButTheSender() {
    String room = as(ada).group(bob, carl);
    String message = write(room, 1).getFirst();

    for (Person viewer : List.of(ada, bob)) {
      Answer answer = receipts(viewer, message, "").expect(200);
      assertThat(users(answer)).containsExactlyInAnyOrder(bob.id(), carl.id());
      assertThat(answer.members("items.0")).containsExactly("delivered_at", "read_at", "user");
      assertThat(answer.at("next_cursor").isNull()).isTrue();
    }
    String alone = as(ada).group();
    assertThat(receipts(ada, write(alone, 1).getFirst(), "").expect(200).items()).isEmpty();
  }

  @Test
  void whatWasSaidBetweenTwoMembershipsWasNeverRead() throws SQLException {
    String room = as(ada).group(bob);
    List<String> messages = write(room, 5);
    read(bob, room, 2);
    database.change(
        "update participants set last_read_seq = 4, last_delivered_seq = 4, joined_seq = 4"
            + " where conversation_id = '%s' and user_id = '%s'".formatted(room, bob.id()));
    read(bob, room, 6);

    assertThat(Stream.of(0, 1, 2, 3, 4).map(i -> time(messages.get(i), bob, "read_at").isNull()))
        .containsExactly(false, true, true, false, false);
  }

  @Test
  void thePagesHaveEverybodyOnce() {
    Person[] people =
        Stream.generate(() -> api.rest().register("one")).limit(7).toArray(Person[]::new);
    String message = write(as(ada).group(people), 1).getFirst();

    List<Answer> pages = as(ada).pages("/v1/messages/" + message + "/receipts?limit=3");

    assertThat(pages).hasSize(3);
    assertThat(pages.stream().flatMap(page -> users(page).stream()))
        .containsExactlyInAnyOrderElementsOf(Stream.of(people).map(Person::id).toList());
  }

  @Test
  void onlyWhoIsInTheConversationSeesThem() throws SQLException {
    String room = as(ada).group(bob, carl);
    String message = write(room, 1).getFirst();
    database.change(
        "delete from participants where conversation_id = '%s' and user_id = '%s'"
            .formatted(room, carl.id()));

    receipts(ada, message, "").expect(200);
    receipts(bob, message, "").expect(200);
    receipts(carl, message, "").expect(404);
    receipts(api.rest().register("stranger"), message, "").expect(404);
    receipts(ada, UUID.randomUUID().toString(), "").expect(404);
    receipts(ada, "x", "").expect(404);
    assertThat(api.rest().get("/v1/messages/" + message + "/receipts").status()).isEqualTo(401);
  }

  @Test
  void whatOneHasHiddenIsNotThere() {
    String room = as(ada).group(bob);
    String message = write(room, 1).getFirst();
    as(bob).delete("/v1/messages/" + message + "?for=me").expect(204);

    receipts(bob, message, "").expect(404);
    as(bob).post("/v1/messages/" + message + "/read", "").expect(404);
    receipts(ada, message, "").expect(200);
    read(bob, room, 2);
    assertThat(time(message, bob, "read_at").isNull()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?cursor=%25", "?cursor=eA", "?cursor="})
  void aCursorThatIsNoneOfOursIsNotReadable(String query) {
    receipts(ada, write(as(ada).group(), 1).getFirst(), query).expect(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=101"})
  void aPageHasOneToAHundred(String query) {
    receipts(ada, write(as(ada).group(), 1).getFirst(), query).expect(422);
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  /// @return the ids of so many messages of ada's, the first of them event 2
  private static List<String> write(String room, int count) {
    return Stream.generate(() -> as(ada).write(room, "message").expect(201).text("id"))
        .limit(count)
        .toList();
  }

  private static void read(Person reader, String room, long seq) {
    as(reader)
        .post("/v1/conversations/" + room + "/read", "{\"seq\": %d}".formatted(seq))
        .expect(200);
  }

  private static void delivered(Person person, String room, long seq) {
    as(person)
        .post("/v1/conversations/" + room + "/delivered", "{\"seq\": %d}".formatted(seq))
        .expect(204);
  }

  private static void age(String room, String kind, long seq, String at) throws SQLException {
    database.change(
        "update read_marks set at = '%s' where conversation_id = '%s' and kind = '%s' and seq = %d"
            .formatted(at, room, kind, seq));
  }

  private static Answer receipts(Person viewer, String message, String query) {
    return as(viewer).get("/v1/messages/" + message + "/receipts" + query);
  }

  private static List<String> users(Answer answer) {
    return answer.items().stream()
        .map(each -> requireNonNull(requireNonNull(each.get("user")).get("id")).getStringValue())
        .toList();
  }

  private static void assertTimes(
      String message, Person person, @Nullable String deliveredAt, @Nullable String readAt) {
    assertThat(text(time(message, person, "delivered_at"))).isEqualTo(deliveredAt);
    assertThat(text(time(message, person, "read_at"))).isEqualTo(readAt);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isNull() ? null : node.getStringValue();
  }

  private static JsonNode time(String message, Person person, String member) {
    Answer answer = receipts(ada, message, "").expect(200);
    int index = users(answer).indexOf(person.id());
    return requireNonNull(answer.items().get(index).get(member));
  }
}
