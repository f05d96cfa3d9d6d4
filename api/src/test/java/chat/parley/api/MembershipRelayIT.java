package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.Ports;
import chat.parley.shared.redis.Envelope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes of membership that an api committed and did not publish, before it died.
class MembershipRelayIT {
  private static Database database;
  private static RunningApi api;
  private static RunningApi dying;
  private static Heard heard;

  private Person ada;
  private Person bob;
  private Person eve;
  private Room room;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    dying =
        RunningApi.with(
            Map.of(
                "parley.database.url",
                database.url(),
                "parley.redis.uri",
                "redis://" + Ports.HOST + ":" + Ports.free()));
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    dying.close();
    api.close();
  }

  @BeforeEach
  void openARoom() throws Exception {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    eve = api.rest().register("eve");
    room = Room.open(api.rest().as(ada), "public", bob);
    awaitAnEmptyOutbox();
  }

  @Test
  void everythingArrivesAsItIsOnRecord() throws Exception {
    room.join(as(eve)).expect(200);
    room.ban(as(ada), bob).expect(204);

    awaitAnEmptyOutbox();

    List<Heard.Message> relayed = heard.durable("parley:c:" + room.id(), 5);
    assertThat(api.rest().as(ada).get(room.path() + "/events").expect(200).body())
        .isEqualTo(
            "{\"items\":[%s],\"next_cursor\":null}"
                .formatted(String.join(",", relayed.stream().map(Heard.Message::json).toList())));
    assertThat(relayed.getLast().envelope().kind()).isEqualTo(Envelope.Kind.REMOVED);
    assertThat(heard.personal(eve, 1).getFirst().envelope().seq()).isEqualTo(1);
    assertThat(heard.personal(bob, 2).getLast().json())
        .isEqualTo(
            ("{\"type\":\"conversation.left\","
                    + "\"data\":{\"conversation_id\":\"%s\",\"reason\":\"banned\"}}")
                .formatted(room.id()));
  }

  @Test
  void theEndOfAConversationArrives() throws Exception {
    room.delete(as(ada)).expect(204);

    awaitAnEmptyOutbox();

    Envelope end = heard.durable("parley:c:" + room.id(), 2).getLast().envelope();
    assertThat(end.kind()).isEqualTo(Envelope.Kind.CLOSED);
    assertThat(end.seq()).isEqualTo(2);
    for (Person person : List.of(ada, bob)) {
      assertThat(heard.personal(person, 2).getLast().json())
          .contains("\"conversation.left\"", "\"deleted\"");
    }
  }

  @Test
  void whoHasComeBackMeanwhileIsNotToldThatTheyLeft() throws Exception {
    room.leave(as(bob)).expect(204);
    room.join(as(bob)).expect(200);

    awaitAnEmptyOutbox();

    assertThat(heard.personal(bob, 2))
        .extracting(message -> message.envelope().kind() + " " + message.envelope().seq())
        .containsExactly("JOINED 0", "JOINED 3");
    assertThat(heard.durable("parley:c:" + room.id(), 5)).hasSize(5);
  }

  private static Rest as(Person person) {
    return dying.rest().as(person);
  }

  private static void awaitAnEmptyOutbox() {
    await().until(() -> database.number("select count(*) from outbox") == 0);
  }
}
