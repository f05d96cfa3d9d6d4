package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ways in for whoever has the code.
class InvitesIT {
  private static final String UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA";

  private static Database database;
  private static RunningApi api;
  private static RunningApi other;
  private static Person ada;
  private static Person admin;
  private static Person member;

  private Person guest;
  private Room room;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    other = RunningApi.on(database);
    ada = api.rest().register("ada");
    admin = api.rest().register("admin");
    member = api.rest().register("member");
  }

  @AfterAll
  static void stop() {
    other.close();
    api.close();
  }

  /// One event.
  @BeforeEach
  void openARoom() throws SQLException {
    guest = api.rest().register("guest");
    room = Room.open(as(ada), "private", admin, member);
    room.makeAdmin(database, admin);
  }

  @Test
  void anInviteLetsInWhoeverHasItsCode() {
    Answer made = invite(as(admin), "{}").expect(201);
    String code = made.text("code");

    assertThat(code).hasSize(22);
    assertThat(made.text("url")).endsWith(code);
    assertThat(made.text("conversation_id")).isEqualTo(room.id());
    assertThat(made.text("created_by")).isEqualTo(admin.id());
    assertThat(made.at("expires_at").isNull()).isTrue();
    assertThat(made.at("max_uses").isNull()).isTrue();
    assertThat(made.number("uses")).isZero();
    Answer joined = accept(as(guest), code).expect(200);
    assertThat(joined.text("id")).isEqualTo(room.id());
    assertThat(joined.text("me.role")).isEqualTo("member");
    assertThat(joined.number("participant_count")).isEqualTo(4);
    assertThat(room.events(as(guest), 0))
        .containsExactly("2 participant.added", "3 participant_joined");
  }

  @Test
  void whatItLeadsToIsSeenWithoutAnAccount() {
    String code = invite(as(ada), "{\"expires_in\": 60}").text("code");

    Answer preview = api.rest().get("/v1/invites/" + code).expect(200);

    assertThat(preview.members("conversation"))
        .containsExactlyInAnyOrder(
            "id", "type", "name", "description", "avatar_url", "participant_count");
    assertThat(preview.text("conversation.name")).isEqualTo("Room");
    assertThat(preview.number("conversation.participant_count")).isEqualTo(3);
    assertThat(preview.text("expires_at")).isNotEmpty();
    as(guest).get(room.path()).expect(404);
  }

  @Test
  void whoIsInAlreadyCostsNoUseAlsoOfOneThatIsUsedUp() {
    String code = invite(as(ada), "{\"max_uses\": 1}").text("code");

    accept(as(member), code).expect(200);
    accept(as(guest), code).expect(200);
    accept(as(guest), code).expect(200);

    Person late = api.rest().register("late");
    assertThat(accept(as(late), code).expect(409).text("code")).isEqualTo("conflict");
    api.rest().get("/v1/invites/" + code).expect(409);
    Answer listed = as(ada).get(room.path() + "/invites").expect(200);
    assertThat(listed.number("items.0.uses")).isEqualTo(1);
  }

  @Test
  void whatHasExpiredOrWasTakenBackLeadsNowhere() throws SQLException {
    String expired = invite(as(ada), "{\"expires_in\": 60}").text("code");
    String revoked = invite(as(ada), "{}").text("code");
    String ended = invite(as(ada), "{}").text("code");
    database.change(
        "update invites set expires_at = now() - interval '1 second' where code = '%s'"
            .formatted(expired));
    as(admin).delete(room.path() + "/invites/" + revoked).expect(204);
    as(admin).delete(room.path() + "/invites/" + revoked).expect(404);

    for (String dead : List.of(expired, revoked, UNKNOWN, "x")) {
      accept(as(guest), dead).expect(404);
      accept(as(member), dead).expect(404);
      api.rest().get("/v1/invites/" + dead).expect(404);
    }
    assertThat(as(ada).get(room.path() + "/invites").texts("code")).containsExactly(ended);
    as(ada).post(room.path() + "/invites").expect(201);
    assertThat(database.number("select count(*) from invites where code = '" + expired + "'"))
        .as("gone with the next one")
        .isZero();
    room.delete(as(ada)).expect(204);
    accept(as(guest), ended).expect(404);
    assertThat(
            database.number(
                "select count(*) from invites where conversation_id = '" + room.id() + "'"))
        .isZero();
  }

  @Test
  void whoIsBannedIsKeptOutAndCostsNoUse() {
    String code = invite(as(ada), "{\"max_uses\": 1}").text("code");
    room.ban(as(ada), guest).expect(204);

    assertThat(accept(as(guest), code).expect(403).text("code")).isEqualTo("banned");

    room.unban(as(ada), guest).expect(204);
    accept(as(guest), code).expect(200);
  }

  @Test
  void onlyTheOwnerAndTheAdminsInvite() {
    String code = invite(as(ada), "{}").text("code");
    Room direct = new Room(as(ada).direct(guest).text("id"));

    invite(as(member), "{}").expect(403);
    as(member).get(room.path() + "/invites").expect(403);
    as(member).delete(room.path() + "/invites/" + code).expect(403);
    invite(as(guest), "{}").expect(404);
    as(guest).get(room.path() + "/invites").expect(404);
    as(guest).delete(room.path() + "/invites/" + code).expect(404);
    as(ada).post(direct.path() + "/invites", "{}").expect(409);
    as(ada).get(direct.path() + "/invites").expect(409);
    Room others = Room.open(as(guest), "private");
    as(guest).delete(others.path() + "/invites/" + code).expect(404);
    accept(as(guest), code).expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"expires_in\": 0}",
        "{\"expires_in\": 31536001}",
        "{\"max_uses\": 0}",
        "{\"max_uses\": 1000001}"
      })
  void whatIsNotValidIsRefused(String json) {
    assertThat(invite(as(ada), json).expect(422).text("code")).isEqualTo("validation_failed");
  }

  @Test
  void invitesAreListedPageByPageTheNewestFirst() {
    List<String> codes =
        IntStream.range(0, 3).mapToObj(i -> invite(as(ada), "{}").text("code")).toList();

    List<Answer> pages = as(admin).pages(room.path() + "/invites?limit=1");

    assertThat(pages.stream().map(page -> page.text("items.0.code")))
        .containsExactlyElementsOf(codes.reversed());
    as(ada).get(room.path() + "/invites?cursor=x").expect(400);
  }

  /// The invite is used in the transaction that lets somebody in, and counts under its row's lock.
  @Test
  void ofManyWhoComeAtOnceAsManyAreLetInAsItSays() throws Exception {
    String code = invite(as(ada), "{\"max_uses\": 3}").text("code");
    List<Person> people =
        IntStream.range(0, 8).mapToObj(i -> api.rest().register("crowd")).toList();

    List<Integer> answers =
        Together.times(
            people.size(),
            i -> accept((i % 2 == 0 ? api : other).rest().as(people.get(i)), code).status());

    assertThat(answers.stream().filter(status -> status == 200)).hasSize(3);
    assertThat(answers.stream().filter(status -> status == 409)).hasSize(5);
    assertThat(as(ada).get(room.path()).number("participant_count")).isEqualTo(6);
    assertThat(as(ada).get(room.path() + "/invites").number("items.0.uses")).isEqualTo(3);
  }

  private Answer invite(Rest rest, String json) {
    return rest.post(room.path() + "/invites", json);
  }

  private static Answer accept(Rest rest, String code) {
    return rest.post("/v1/invites/" + code + "/accept");
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
