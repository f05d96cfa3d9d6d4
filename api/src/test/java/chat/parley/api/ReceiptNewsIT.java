package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.RedisStore;
import chat.parley.shared.redis.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who hears of receipts, and how often.
class ReceiptNewsIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private static Person carl;
  private Heard heard;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = apiWith(Map.of("parley.receipts.largest-conversation", 3));
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    carl = api.rest().register("carl");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void listen() {
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterEach
  void hangUp() {
    heard.close();
  }

  @Test
  void readingIsToldToTheConversationAndWhatIsLeftToOnesOwnDevices() {
    String room = roomWith(3, bob);

    read(bob, room, 3);

    Heard.Message receipt = state(Channel.CONVERSATION, room, 1).getFirst();
    assertThat(receipt.envelope().subject()).isEqualTo(Envelope.NOBODY);
    assertThat(receipt.envelope().seq()).isZero();
    assertThat(receipt.json())
        .matches(
            "\\{\"type\":\"receipt.read\",\"data\":\\{\"conversation_id\":\"%s\",\"user_id\":\"%s\","
                    .formatted(room, bob.id())
                + "\"seq\":3,\"at\":\"[^\"]+Z\"}}");
    Heard.Message unread = state(Channel.USER, bob.id(), 1).getFirst();
    assertThat(unread.envelope().subject()).isEqualTo(UUID.fromString(room));
    assertThat(unread.json())
        .isEqualTo(
            "{\"type\":\"unread.changed\",\"data\":{\"conversation_id\":\"%s\",".formatted(room)
                + "\"unread_count\":1,\"mention_count\":0}}");
  }

  @Test
  void deliveryIsToldToTheConversation() {
    String room = roomWith(3, bob);

    delivered(bob, room, 2);

    assertThat(state(Channel.CONVERSATION, room, 1).getFirst().json())
        .startsWith(
            "{\"type\":\"receipt.delivered\",\"data\":{\"conversation_id\":\"%s\",\"user_id\":\"%s\",\"seq\":2,"
                .formatted(room, bob.id()));
  }

  @Test
  void nothingIsToldWhenNothingMoved() {
    String room = roomWith(3, bob, carl);
    read(bob, room, 3);

    read(bob, room, 3);
    read(bob, room, 1);
    delivered(bob, room, 3);
    delivered(bob, room, 1);

    // Said after all of these, on the same connection.
    read(carl, room, 1);
    assertThat(state(Channel.CONVERSATION, room, 2))
        .extracting(Heard.Message::json)
        .satisfiesExactly(
            first -> assertThat(first).contains("receipt.read", bob.id()),
            second -> assertThat(second).contains("receipt.read", carl.id()));
  }

  @Test
  void aLargeConversationIsToldNothingThoughItsWatermarksMove() {
    Person dora = api.rest().register("dora");
    String large = roomWith(3, bob, carl, dora);
    String small = roomWith(3, bob, carl);

    read(bob, large, 3);
    delivered(carl, large, 3);
    read(bob, small, 3);

    state(Channel.CONVERSATION, small, 1);
    assertThat(state(Channel.USER, bob.id(), 2)).hasSize(2);
    assertThat(heard.all())
        .filteredOn(each -> each.channel().equals(Channel.CONVERSATION.of(large)))
        .extracting(each -> each.envelope().kind())
        .doesNotContain(Envelope.Kind.STATE);
    Answer people = as(bob).get("/v1/conversations/" + large).expect(200);
    assertThat(people.number("me.last_read_seq")).isEqualTo(3);
    assertThat(
            as(carl).get("/v1/conversations/" + large).expect(200).number("me.last_delivered_seq"))
        .as("deliveries are not tracked")
        .isZero();
  }

  @Test
  void ofManyWithinAWindowTheFirstIsToldAndThenTheNewestAlsoWhenTheApiEnds() {
    String room = roomWith(9, bob, carl);
    try (RunningApi patient = apiWith(Map.of("parley.receipts.window", "1h"))) {
      for (int seq = 1; seq <= 9; seq++) {
        read(patient.rest().as(bob), room, seq);
      }
      delivered(patient.rest().as(carl), room, 4);
    }

    assertThat(receipts(room, 3)).containsExactly("read 1", "delivered 4", "read 9");
    assertThat(state(Channel.USER, bob.id(), 2)).hasSize(2).last().asString().contains("count\":1");
  }

  @Test
  void theNewestIsToldAtTheEndOfTheWindow() {
    String room = roomWith(9, bob);
    try (RunningApi hasty = apiWith(Map.of("parley.receipts.window", "100ms"))) {
      for (int seq = 1; seq <= 9; seq++) {
        read(hasty.rest().as(bob), room, seq);
      }

      List<String> told = receipts(room, 1);
      while (!told.getLast().equals("read 9")) {
        told = receipts(room, told.size() + 1);
      }
      assertThat(told).doesNotHaveDuplicates().first().isEqualTo("read 1");
    }
  }

  @Test
  void aHintThatRedisDoesNotTakeIsLostAndTheWatermarkIsKept() {
    String room = roomWith(3, bob);
    try (RedisStore redis = RedisStore.temporary();
        RunningApi separate = apiWith(Map.of("parley.redis.uri", redis.uri()))) {
      redis.kill();

      read(separate.rest().as(bob), room, 2);
      delivered(separate.rest().as(bob), room, 3);
    }

    Answer seen = as(bob).get("/v1/conversations/" + room).expect(200);
    assertThat(seen.number("me.last_read_seq")).isEqualTo(2);
    assertThat(seen.number("me.last_delivered_seq")).isEqualTo(3);
  }

  @Test
  void theReportOfPushMovesAndTellsWhatIsNewAndPassesOverTheRest() {
    Person dora = api.rest().register("dora");
    String one = roomWith(3, bob);
    String two = roomWith(3, bob, carl);
    String large = roomWith(3, bob, carl, dora);
    delivered(bob, two, 3);

    report(
            item(bob.id(), one, 2),
            item(bob.id(), one, 3),
            item(bob.id(), one, 1),
            item(carl.id(), one, 3),
            item(bob.id(), two, 2),
            item(carl.id(), two, 99),
            item(dora.id(), large, 3),
            item(UUID.randomUUID().toString(), two, 3),
            item(bob.id(), UUID.randomUUID().toString(), 3))
        .expect(204);

    assertThat(receipts(one, 1)).containsExactly("delivered 3");
    assertThat(receipts(two, 2)).containsExactly("delivered 3", "delivered 4");
    assertThat(
            as(dora).get("/v1/conversations/" + large).expect(200).number("me.last_delivered_seq"))
        .isZero();
    report(item(bob.id(), one, 3)).expect(204);
    report().expect(204);
  }

  @Test
  void onlyPushReportsAndNoMoreThanFiveHundredAtOnce() {
    String item = item(bob.id(), UUID.randomUUID().toString(), 1);

    assertThat(as(bob).post(REPORT, "{\"items\": [" + item + "]}").status()).isEqualTo(401);
    assertThat(api.rest().post(REPORT, "{\"items\": [" + item + "]}").status()).isEqualTo(401);
    report(IntStream.range(0, 500).mapToObj(i -> item).toArray(String[]::new)).expect(204);
    report(IntStream.range(0, 501).mapToObj(i -> item).toArray(String[]::new)).expect(422);
  }

  /// The same people in opposite orders.
  @Test
  void reportsOfTheSamePeopleAtOnceDoNotDeadlock() throws Exception {
    List<String> rooms = IntStream.range(0, 30).mapToObj(i -> roomWith(5, bob)).toList();

    for (int seq = 1; seq <= 5; seq++) {
      int position = seq;
      List<Answer> answers =
          Together.times(
              8,
              i ->
                  report(
                      (i % 2 == 0 ? rooms : rooms.reversed())
                          .stream()
                              .flatMap(
                                  room ->
                                      Stream.of(
                                          item(bob.id(), room, position),
                                          item(ada.id(), room, position)))
                              .toArray(String[]::new)));
      assertThat(answers).extracting(Answer::status).containsOnly(204);
    }
  }

  private static final String REPORT = "/internal/v1/realtime/delivered";

  private static Answer report(String... items) {
    return new Gateway(api).post(REPORT, "{\"items\": [" + String.join(",", items) + "]}");
  }

  private static String item(String user, String room, long seq) {
    return "{\"user_id\": \"%s\", \"conversation_id\": \"%s\", \"seq\": %d}"
        .formatted(user, room, seq);
  }

  private enum Channel {
    CONVERSATION("parley:c:"),
    USER("parley:u:");

    private final String prefix;

    Channel(String prefix) {
      this.prefix = prefix;
    }

    String of(String id) {
      return prefix + id;
    }
  }

  /// Waits for so many pieces of state on a channel.
  private List<Heard.Message> state(Channel channel, String id, int count) {
    return await()
        .until(
            () ->
                heard.all().stream()
                    .filter(each -> each.channel().equals(channel.of(id)))
                    .filter(each -> each.envelope().kind() == Envelope.Kind.STATE)
                    // Who writes has read what was before.
                    .filter(each -> !each.json().contains(ada.id()))
                    .toList(),
            found -> found.size() >= count);
  }

  /// As `read 3`, in the order in which they came.
  private List<String> receipts(String room, int count) {
    return state(Channel.CONVERSATION, room, count).stream()
        .map(each -> each.json().replaceAll(".*receipt\\.(\\w+)\".*\"seq\":(\\d+).*", "$1 $2"))
        .collect(Collectors.toList());
  }

  /// Of ada's and these people's, with so many messages of ada's after the first event.
  private static String roomWith(int messages, Person... others) {
    String room = as(ada).group(others);
    for (int i = 0; i < messages; i++) {
      as(ada).write(room, "message").expect(201);
    }
    return room;
  }

  private static RunningApi apiWith(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("parley.database.url", database.url());
    return RunningApi.with(all);
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static void read(Person reader, String room, long seq) {
    read(as(reader), room, seq);
  }

  private static void read(Rest reader, String room, long seq) {
    reader.post("/v1/conversations/" + room + "/read", "{\"seq\": %d}".formatted(seq)).expect(200);
  }

  private static void delivered(Person person, String room, long seq) {
    delivered(as(person), room, seq);
  }

  private static void delivered(Rest person, String room, long seq) {
    person
        .post("/v1/conversations/" + room + "/delivered", "{\"seq\": %d}".formatted(seq))
        .expect(204);
  }
}
