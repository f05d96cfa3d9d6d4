package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The group that everybody is in.
class LobbyIT {
  private static final Database DATABASE = Database.fresh();
  private static final RunningApi ONE = api(DATABASE, 200);
  private static final RunningApi TWO = api(DATABASE, 200);

  private Person ada;
  private Person bob;
  private Room lobby;

  private static RunningApi api(Database database, int announcedUpTo) {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.lobby.enabled",
            "true",
            "parley.lobby.announced-up-to",
            announcedUpTo));
  }

  @AfterAll
  static void stop() {
    TWO.close();
    ONE.close();
  }

  @BeforeEach
  void register() throws SQLException {
    ada = ONE.rest().register("ada");
    bob = ONE.rest().register("bob");
    lobby = lobby(as(ada));
    DATABASE.change("update accounts set role = 'user'");
  }

  @Test
  void everybodyIsInItAndHearsOfWhoComes() throws SQLException {
    Answer seen = as(bob).get(lobby.path()).expect(200);

    assertThat(lobby(as(bob))).isEqualTo(lobby);
    assertThat(seen.text("visibility")).isEqualTo("public");
    assertThat(seen.text("type")).isEqualTo("group");
    assertThat(seen.text("name")).isEqualTo("Lobby");
    assertThat(seen.text("me.role")).isEqualTo("member");
    assertThat(seen.number("participant_count"))
        .isEqualTo(DATABASE.number("select count(*) from participants"));
    List<String> heard =
        lobby.events(as(ada), as(ada).get(lobby.path()).number("me.last_read_seq"));
    assertThat(heard.stream().map(each -> each.replaceFirst("\\d+ ", "")))
        .containsExactly(
            "participant.added", "participant_joined", "participant.added", "participant_joined");
    as(bob).write(lobby.id(), "hello").expect(201);
  }

  @Test
  void thoseWhoRegisterFirstAtOnceAreInTheSameOne() throws Exception {
    Database fresh = Database.fresh();
    try (RunningApi first = api(fresh, 200);
        RunningApi second = api(fresh, 200)) {
      List<Room> lobbies =
          Together.times(
              6,
              i -> {
                Rest rest = (i % 2 == 0 ? first : second).rest();
                return lobby(rest.as(rest.register("early")));
              });

      assertThat(lobbies.stream().distinct()).hasSize(1);
      assertThat(fresh.number("select count(*) from conversations")).isEqualTo(1);
      assertThat(fresh.number("select participant_count from conversations")).isEqualTo(6);
      assertThat(fresh.number("select last_seq from conversations")).isEqualTo(12);
      assertThat(fresh.number("select count(*) from events")).isEqualTo(12);
    }
  }

  @Test
  void manyAreNotToldOfEachWhoComesButTheNewcomerHearsAllThatFollows() throws Exception {
    Database fresh = Database.fresh();
    try (RunningApi few = api(fresh, 2)) {
      Person first = few.rest().register("first");
      few.rest().register("second");
      Room room = lobby(few.rest().as(first));
      long before = few.rest().as(first).get(room.path()).number("last_seq");

      List<Person> others = Together.times(5, i -> few.rest().register("later"));

      Answer seen = few.rest().as(first).get(room.path()).expect(200);
      assertThat(seen.number("participant_count")).isEqualTo(7);
      assertThat(seen.number("last_seq")).as("nothing was told").isEqualTo(before);
      few.rest().as(first).write(room.id(), "hello, all of you").expect(201);
      for (Person each : others) {
        assertThat(room.events(few.rest().as(each), 0))
            .containsExactly(before + 1 + " message.created");
        assertThat(few.rest().as(each).get(room.path()).number("me.unread_count")).isEqualTo(1);
      }
      room.leave(few.rest().as(others.getFirst())).expect(204);
      assertThat(room.events(few.rest().as(first), before + 1))
          .containsExactly(before + 2 + " participant_left", before + 3 + " participant.removed");
    }
  }

  @Test
  void itIsLeftAndJoinedAgainAndStaysWhenNobodyIsInIt() throws SQLException {
    lobby.leave(as(bob)).expect(204);
    lobby.join(as(bob)).expect(200);
    Database fresh = Database.fresh();
    try (RunningApi empty = api(fresh, 200)) {
      Rest only = empty.rest().as(empty.rest().register("only"));
      Room left = lobby(only);

      left.leave(only).expect(204);

      assertThat(only.get(left.path()).number("participant_count")).isZero();
      assertThat(left.join(only).expect(200).text("me.role")).isEqualTo("member");
      Person next = empty.rest().register("next");
      assertThat(lobby(empty.rest().as(next))).isEqualTo(left);
    }
  }

  @Test
  void itBelongsToNobody() {
    lobby.change(as(ada), "{\"name\": \"Mine\"}").expect(403);
    lobby.remove(as(ada), bob).expect(403);
    lobby.role(as(ada), bob, "admin").expect(403);
    lobby.delete(as(ada)).expect(403);
  }

  @Test
  void theAdminsOfTheSystemModerateIt() throws SQLException {
    Person carl = ONE.rest().register("carl");
    String rude = as(bob).write(lobby.id(), "rude").expect(201).text("id");
    appoint(ada);
    appoint(carl);

    assertThat(as(ada).get(lobby.path()).text("me.role")).isEqualTo("admin");
    as(ada).delete("/v1/messages/" + rude).expect(204);
    lobby.mute(as(ada), bob, "\"2099-01-01T00:00:00Z\"").expect(200);
    lobby.change(as(ada), "{\"name\": \"Hall\"}").expect(200);
    lobby.change(as(ada), "{\"name\": \"Lobby\"}").expect(200);
    assertThat(lobby.change(as(ada), "{\"visibility\": \"private\"}").expect(409).text("code"))
        .isEqualTo("conflict");
    lobby.ban(as(ada), bob).expect(204);
    lobby.join(as(bob)).expect(403);
    lobby.remove(as(ada), carl).expect(403);
    lobby.role(as(ada), carl, "owner").expect(403);
    lobby.delete(as(ada)).expect(403);
    lobby.leave(as(carl)).expect(204);
    lobby.change(as(carl), "{\"name\": \"From outside\"}").expect(404);
  }

  @Test
  void itIsFoundByDiscovery() {
    assertThat(as(ada).get("/v1/conversations/discover?query=lobby").expect(200).texts("id"))
        .containsExactly(lobby.id());
  }

  @Test
  void whoeverIsRegisteredWhileItIsOffIsNotInIt() {
    try (RunningApi off = RunningApi.on(DATABASE)) {
      Rest late = off.rest().as(off.rest().register("late"));

      assertThat(late.get("/v1/conversations").items()).isEmpty();
      lobby.join(late).expect(200);
    }
  }

  private static void appoint(Person person) throws SQLException {
    DATABASE.change("update accounts set role = 'admin' where id = '" + person.id() + "'");
  }

  private static Room lobby(Rest rest) {
    List<String> all = rest.get("/v1/conversations?type=group").expect(200).texts("id");
    assertThat(all).hasSize(1);
    return new Room(all.getFirst());
  }

  private static Rest as(Person person) {
    return ONE.rest().as(person);
  }
}
