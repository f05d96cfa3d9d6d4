package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.redis.Envelope;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left of a conversation that was deleted, or that the last one has left.
class ConversationEndIT {
  private static Database database;
  private static RunningApi api;
  private static Heard heard;
  private static Gateway gateway;

  private Person ada;
  private Person bob;
  private Room room;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    gateway = new Gateway(api);
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  /// With an event and a message.
  @BeforeEach
  void openARoom() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    room = Room.open(as(ada), "public", bob);
    as(bob).write(room.id(), "what nobody shall read again").expect(201);
  }

  @Test
  void whatIsDeletedIsThereForNobody() throws SQLException {
    Person eve = api.rest().register("eve");

    room.delete(as(ada)).expect(204);

    for (Person person : List.of(ada, bob, eve)) {
      Rest rest = as(person);
      rest.get(room.path()).expect(404);
      rest.get(room.path() + "/events").expect(404);
      rest.get(room.path() + "/participants").expect(404);
      rest.get(room.path() + "/bans").expect(404);
      rest.get(Rest.messages(room.id())).expect(404);
      rest.write(room.id(), "x").expect(404);
      room.join(rest).expect(404);
      room.leave(rest).expect(404);
      room.add(rest, eve).expect(404);
      room.remove(rest, bob).expect(404);
      room.ban(rest, bob).expect(404);
      room.delete(rest).expect(404);
      assertThat(rest.get("/v1/conversations").items()).isEmpty();
    }
    assertThat(database.rowsWith("what nobody shall read again")).isZero();
  }

  @Test
  void everybodyHearsOfTheEndAndWhoWasAwayReplaysUpToIt() {
    room.delete(as(ada)).expect(204);

    Heard.Message last = heard.durable("parley:c:" + room.id(), 3).getLast();
    assertThat(last.envelope().kind()).isEqualTo(Envelope.Kind.CLOSED);
    assertThat(last.envelope().seq()).isEqualTo(3);
    assertThat(last.json())
        .startsWith("{\"type\":\"conversation.deleted\",")
        .endsWith(",\"actor_id\":\"" + ada.id() + "\",\"data\":{}}");
    for (Person person : List.of(ada, bob)) {
      assertThat(heard.personal(person, 2).getLast().json())
          .isEqualTo(
              ("{\"type\":\"conversation.left\","
                      + "\"data\":{\"conversation_id\":\"%s\",\"reason\":\"deleted\"}}")
                  .formatted(room.id()));
      Answer opened = gateway.open(Gateway.item(person.id(), person.session())).expect(200);
      assertThat(opened.at("items.0.conversations").size()).isZero();
      assertThat(opened.text("items.0.former.0.id")).isEqualTo(room.id());
      assertThat(opened.number("items.0.former.0.joined_seq")).isZero();
      assertThat(opened.number("items.0.former.0.seq")).isEqualTo(3);
    }
    List<Replay.Entry> replay = gateway.events(Gateway.range(room.id(), 0, 10));
    assertThat(replay).extracting(entry -> entry.envelope().seq()).containsExactly(1L, 2L, 3L);
    assertThat(replay.get(2).envelope()).isEqualTo(last.envelope());
    assertThat(StandardCharsets.UTF_8.decode(replay.get(1).envelope().json()).toString())
        .as("its place is kept, not its text")
        .contains("\"type\":\"message.created\"", "\"content\":null")
        .doesNotContain("what nobody shall read again");
  }

  @Test
  void theLastOneOutClosesIt() throws SQLException {
    room.leave(as(ada)).expect(204);
    room.leave(as(bob)).expect(204);

    as(bob).get(room.path()).expect(404);
    room.join(as(bob)).expect(404);
    assertThat(heard.durable("parley:c:" + room.id(), 9).subList(7, 9))
        .extracting(message -> message.envelope().seq() + " " + message.envelope().kind())
        .as("after what tells that he owned it in the end")
        .containsExactly("8 REMOVED", "9 CLOSED");
    assertThat(heard.personal(bob, 2).getLast().json()).contains("\"reason\":\"left\"");
    assertThat(
            gateway
                .open(Gateway.item(bob.id(), bob.session()))
                .expect(200)
                .number("items.0.former.0.seq"))
        .as("his own removal is the last that he sees")
        .isEqualTo(8);
    assertThat(database.rowsWith("what nobody shall read again")).isZero();
  }

  @Test
  void whoWasRemovedBeforeTheEndDoesNotHearOfIt() {
    room.remove(as(ada), bob).expect(204);

    room.delete(as(ada)).expect(204);

    heard.durable("parley:c:" + room.id(), 5);
    heard.personal(ada, 2);
    assertThat(heard.personal(bob, 2))
        .as("joined, left")
        .hasSize(2)
        .last()
        .extracting(Heard.Message::json)
        .asString()
        .contains("\"reason\":\"removed\"");
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
