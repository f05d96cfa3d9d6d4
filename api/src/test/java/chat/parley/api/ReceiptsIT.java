package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How far people are: who may say so, and that it never goes back.
class ReceiptsIT {
  private static Database database;
  private static RunningApi api;
  private static RunningApi other;
  private static Person ada;
  private static Person bob;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    other = RunningApi.on(database);
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
    other.close();
  }

  @Test
  void readingTellsHowMuchIsLeftAndHowMuchIsNew() {
    String room = roomWith(5);

    assertRead(read(bob, room, 4), 4, 2, 3);
    assertRead(read(bob, room, 5), 5, 1, 1);
    Answer seen = as(bob).get("/v1/conversations/" + room).expect(200);
    assertThat(seen.number("me.last_read_seq")).isEqualTo(5);
    assertThat(seen.number("me.unread_count")).isEqualTo(1);
  }

  @Test
  void aWatermarkNeverMovesBack() {
    String room = roomWith(5);
    read(bob, room, 5);

    assertRead(read(bob, room, 2), 5, 1, 0);
    assertRead(read(bob, room, 5), 5, 1, 0);
    assertThat(watermark(bob, room, "last_read_seq")).isEqualTo(5);
  }

  @Test
  void beyondTheEndMeansTheEnd() {
    String room = roomWith(3);

    assertRead(read(bob, room, Long.MAX_VALUE), 4, 0, 3);
    as(bob).post(delivered(room), "{\"seq\": 9000}").expect(204);
    assertThat(watermark(bob, room, "last_delivered_seq")).isEqualTo(4);
    as(ada).write(room, "later").expect(201);
    assertThat(watermark(bob, room, "unread_count")).isEqualTo(1);
  }

  @Test
  void aMessageStandsForItsPosition() {
    String room = roomWith(3);
    List<String> ids = as(ada).get(Rest.messages(room)).expect(200).texts("id");

    assertRead(as(bob).post(reading(room), "{\"message_id\": \"" + ids.get(1) + "\"}"), 2, 2, 1);
    assertRead(as(bob).post("/v1/messages/" + ids.get(3) + "/read", ""), 4, 0, 2);
    assertRead(as(bob).post("/v1/messages/" + ids.get(2) + "/read", "{}"), 4, 0, 0);
  }

  @Test
  void readingImpliesDeliveredAndWhatIsDeliveredIsNotRead() {
    String room = roomWith(5);
    as(bob).post(delivered(room), "{\"seq\": 3}").expect(204);
    assertThat(watermark(bob, room, "last_delivered_seq")).isEqualTo(3);
    assertThat(watermark(bob, room, "last_read_seq")).isZero();

    read(bob, room, 4);
    assertThat(watermark(bob, room, "last_delivered_seq")).isEqualTo(4);
    as(bob).post(delivered(room), "{\"seq\": 2}").expect(204);
    assertThat(watermark(bob, room, "last_delivered_seq")).isEqualTo(4);
    assertThat(watermark(bob, room, "last_read_seq")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner    | 200 | 204",
        "member   | 200 | 204",
        "removed  | 404 | 404",
        "stranger | 404 | 404",
        "nobody   | 401 | 401"
      })
  void onlyWhoIsInAConversationReadsIt(String who, int read, int delivered) throws SQLException {
    Person gone = api.rest().register("gone");
    String room = as(ada).group(bob, gone);
    String message = as(ada).write(room, "Hello").expect(201).text("id");
    database.change(
        "delete from participants where conversation_id = '%s' and user_id = '%s'"
            .formatted(room, gone.id()));
    Rest caller =
        switch (who) {
          case "owner" -> as(ada);
          case "member" -> as(bob);
          case "removed" -> as(gone);
          case "stranger" -> as(api.rest().register("stranger"));
          default -> api.rest();
        };

    caller.post(reading(room), "{\"seq\": 2}").expect(read);
    caller.post(reading(room), "{\"message_id\": \"%s\"}".formatted(message)).expect(read);
    caller.post("/v1/messages/" + message + "/read", "").expect(read);
    caller.post(delivered(room), "{\"seq\": 2}").expect(delivered);
  }

  @Test
  void whatIsNotThereAnswersLikeWhatIsNotOnesOwn() {
    String room = roomWith(1);
    String foreign = as(api.rest().register("carl")).group();
    String elsewhere = as(ada).write(roomWith(0), "elsewhere").expect(201).text("id");
    String nowhere = UUID.randomUUID().toString();

    read(bob, nowhere, 1).expect(404);
    read(bob, foreign, 1).expect(404);
    read(bob, "x", 1).expect(404);
    as(bob).post("/v1/messages/" + nowhere + "/read", "").expect(404);
    as(bob).post("/v1/messages/x/read", "").expect(404);
    for (String message : List.of(nowhere, elsewhere)) {
      Answer answer = as(bob).post(reading(room), "{\"message_id\": \"%s\"}".formatted(message));
      assertThat(answer.expect(404).text("code")).isEqualTo("not_found");
    }
    assertThat(watermark(bob, room, "last_read_seq")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"seq\": null}",
        "{\"seq\": -1}",
        "{\"seq\": 1, \"message_id\": \"019aa0c0-0000-7000-8000-0000000000e1\"}"
      })
  void exactlyOnePointIsGiven(String body) {
    String room = roomWith(1);

    assertThat(as(bob).post(reading(room), body).expect(422).text("code"))
        .isEqualTo("validation_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{\"seq\": \"1\"}",
        "{\"seq\": 1.5}",
        "{\"seq\": 1e30}",
        "{\"seq\": true}",
        "{\"seq\": [1]}",
        "{\"seq\": {}}",
        "{\"message_id\": 5}",
        "{\"message_id\": \"x\"}"
      })
  void whatIsNotAPointIsNotReadable(String body) {
    String room = roomWith(1);

    as(bob).post(reading(room), body).expect(400);
    if (!body.contains("message_id")) {
      as(bob).post(delivered(room), body).expect(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"seq\": null}", "{\"seq\": -1}"})
  void aDeliveryHasAPosition(String body) {
    as(bob).post(delivered(roomWith(1)), body).expect(422);
  }

  /// Each message is newly read once, whoever of the devices is first, and the marks have neither
  /// hole nor overlap.
  @Test
  void devicesThatReadAtOnceEndWhereTheFurthestIs() throws Exception {
    for (int round = 0; round < 5; round++) {
      String room = roomWith(16);

      List<Answer> answers =
          Together.times(16, i -> read((i % 2 == 0 ? api : other).rest().as(bob), room, i + 2));

      assertThat(answers.stream().mapToLong(answer -> answer.number("updated_count")).sum())
          .isEqualTo(16);
      assertThat(watermark(bob, room, "last_read_seq")).isEqualTo(17);
      assertThat(
              database.number(
                  "select sum(seq - after_seq) from read_marks"
                      + " where conversation_id = '%s' and user_id = '%s'"
                          .formatted(room, bob.id())))
          .isEqualTo(17);
    }
  }

  @Test
  void readingAndDeliveringAtOnceNeitherFailNorGoBack() throws Exception {
    String room = roomWith(16);

    List<Answer> answers =
        Together.times(
            16,
            i ->
                i % 2 == 0
                    ? read(as(bob), room, i + 2)
                    : as(bob).post(delivered(room), "{\"seq\": %d}".formatted(i + 2)));

    assertThat(answers).allMatch(answer -> answer.status() < 300);
    assertThat(watermark(bob, room, "last_read_seq")).isEqualTo(16);
    assertThat(watermark(bob, room, "last_delivered_seq")).isEqualTo(17);
  }

  @Test
  void eachIsOneRoundTrip() throws Exception {
    try (RoundTrips trips = new RoundTrips(RunningApi.postgres().port());
        RunningApi counted = behind(trips)) {
      String room = roomWith(60);
      Rest rest = counted.rest().as(bob);
      // The driver learns types and prepares at the first few.
      for (int i = 0; i < 20; i++) {
        read(rest, room, i).expect(200);
        rest.post(delivered(room), "{\"seq\": %d}".formatted(i + 20)).expect(204);
      }
      long before = trips.count();

      read(rest, room, 50).expect(200);
      assertThat(trips.count() - before).isEqualTo(1);
      rest.post(delivered(room), "{\"seq\": 55}").expect(204);
      assertThat(trips.count() - before).isEqualTo(2);
    }
  }

  /// Without anything that asks the database by itself.
  private static RunningApi behind(RoundTrips trips) {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database
                    .url()
                    .replace(":" + RunningApi.postgres().port() + "/", ":" + trips.port() + "/")
                + (database.url().contains("?") ? "&" : "?")
                + "sslmode=disable&gssEncMode=disable",
            "parley.outbox.clearing-interval",
            "1h",
            "parley.outbox.sample-interval",
            "1h",
            "parley.outbox.relay-enabled",
            "false"));
  }

  /// Of ada's and bob's, with so many messages of ada's after the first event.
  private static String roomWith(int messages) {
    String room = as(ada).group(bob);
    for (int i = 0; i < messages; i++) {
      as(ada).write(room, "message").expect(201);
    }
    return room;
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static String reading(String room) {
    return "/v1/conversations/" + room + "/read";
  }

  private static String delivered(String room) {
    return "/v1/conversations/" + room + "/delivered";
  }

  private static Answer read(Person reader, String room, long seq) {
    return read(as(reader), room, seq);
  }

  private static Answer read(Rest reader, String room, long seq) {
    return reader.post(reading(room), "{\"seq\": %d}".formatted(seq));
  }

  private static void assertRead(Answer answer, long lastRead, long unread, long updated) {
    answer.expect(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"last_read_seq\":%d,\"unread_count\":%d,\"updated_count\":%d}"
                .formatted(lastRead, unread, updated));
  }

  private static long watermark(Person person, String room, String name) {
    return as(person).get("/v1/conversations/" + room).expect(200).number("me." + name);
  }
}
