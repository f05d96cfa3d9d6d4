package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gives roles to whom, who mutes whom, and what everybody hears of it.
class RolesIT {
  private static final String LATER = "\"2099-01-01T00:00:00.000000Z\"";

  private static Database database;
  private static RunningApi api;
  private static Map<Who, Person> people;

  private Room room;

  /// `OTHER_*`: somebody else of that role.
  enum Who {
    OWNER,
    ADMIN,
    OTHER_ADMIN,
    MEMBER,
    OTHER_MEMBER,
    STRANGER,
    ANONYMOUS
  }

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    people = new EnumMap<>(Who.class);
    for (Who who : Who.values()) {
      people.put(who, api.rest().register("somebody"));
    }
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /// One event.
  @BeforeEach
  void openARoom() throws SQLException {
    room =
        Room.open(
            as(Who.OWNER),
            "private",
            person(Who.ADMIN),
            person(Who.OTHER_ADMIN),
            person(Who.MEMBER),
            person(Who.OTHER_MEMBER));
    room.makeAdmin(database, person(Who.ADMIN));
    room.makeAdmin(database, person(Who.OTHER_ADMIN));
  }

  @ParameterizedTest
  @CsvSource({
    //         owner, admin, member, stranger
    "OWNER,      403,   200,    200,      404",
    "ADMIN,      403,   403,    403,      403",
    "MEMBER,     403,   403,    403,      403",
    "STRANGER,   404,   404,    404,      404",
    "ANONYMOUS,  401,   401,    401,      401"
  })
  void onlyTheOwnerGivesRoles(Who who, int owner, int admin, int member, int stranger) {
    assertThat(room.role(as(who), person(Who.OWNER), "member").status()).isEqualTo(owner);
    assertThat(room.role(as(who), person(Who.OTHER_ADMIN), "member").status()).isEqualTo(admin);
    assertThat(room.role(as(who), person(Who.OTHER_MEMBER), "admin").status()).isEqualTo(member);
    assertThat(room.role(as(who), person(Who.STRANGER), "admin").status()).isEqualTo(stranger);
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER,      403,   200,    200,      404",
    "ADMIN,      403,   403,    200,      404",
    "MEMBER,     403,   403,    403,      403",
    "STRANGER,   404,   404,    404,      404",
    "ANONYMOUS,  401,   401,    401,      401"
  })
  void nobodyMutesSomebodyOfEqualOrHigherRole(
      Who who, int owner, int admin, int member, int stranger) {
    assertThat(room.mute(as(who), person(Who.OWNER), LATER).status()).isEqualTo(owner);
    assertThat(room.mute(as(who), person(Who.OTHER_ADMIN), LATER).status()).isEqualTo(admin);
    assertThat(room.mute(as(who), person(Who.OTHER_MEMBER), LATER).status()).isEqualTo(member);
    assertThat(room.mute(as(who), person(Who.STRANGER), LATER).status()).isEqualTo(stranger);
  }

  @Test
  void aRoleIsToldToEverybodyOnce() {
    Answer changed = room.role(as(Who.OWNER), person(Who.MEMBER), "admin").expect(200);
    room.role(as(Who.OWNER), person(Who.MEMBER), "admin").expect(200);

    assertThat(changed.text("role")).isEqualTo("admin");
    assertThat(changed.text("user.id")).isEqualTo(person(Who.MEMBER).id());
    assertThat(room.events(as(Who.OWNER), 1))
        .containsExactly("2 participant.updated", "3 role_changed");
    Answer events = as(Who.MEMBER).get(room.path() + "/events?after=1").expect(200);
    assertThat(events.text("items.0.actor_id")).isEqualTo(person(Who.OWNER).id());
    assertThat(events.text("items.0.data.user_id")).isEqualTo(person(Who.MEMBER).id());
    assertThat(events.text("items.0.data.role")).isEqualTo("admin");
    assertThat(events.at("items.0.data.muted_until").isNull()).isTrue();
    assertThat(events.text("items.1.data.system.value")).isEqualTo("admin");
    assertThat(events.text("items.1.data.system.subject_ids.0")).isEqualTo(person(Who.MEMBER).id());
    room.remove(as(Who.MEMBER), person(Who.OTHER_MEMBER)).expect(204);
  }

  @Test
  void whoHandsOverIsAnAdminAndTheHeirMaySpeak() {
    room.mute(as(Who.OWNER), person(Who.MEMBER), LATER).expect(200);

    room.role(as(Who.OWNER), person(Who.MEMBER), "owner").expect(200);

    assertThat(room.events(as(Who.OWNER), 2))
        .as("never two owners, at no place of the log")
        .containsExactly("3 participant.updated", "4 participant.updated", "5 role_changed");
    Answer events = as(Who.OWNER).get(room.path() + "/events?after=2").expect(200);
    assertThat(events.text("items.0.data.role")).isEqualTo("admin");
    assertThat(events.text("items.1.data.role")).isEqualTo("owner");
    assertThat(as(Who.OWNER).get(room.path()).text("me.role")).isEqualTo("admin");
    assertThat(as(Who.MEMBER).get(room.path()).text("me.role")).isEqualTo("owner");
    as(Who.MEMBER).write(room.id(), "mine").expect(201);
    room.role(as(Who.OWNER), person(Who.ADMIN), "member").expect(403);
  }

  @Test
  void anOwnerWhoLeavesTellsWhoIsItNow() {
    room.leave(as(Who.OWNER)).expect(204);

    assertThat(room.events(as(Who.MEMBER), 1))
        .containsExactly(
            "2 participant.updated",
            "3 participant.updated",
            "4 role_changed",
            "5 participant_left",
            "6 participant.removed");
    Answer events = as(Who.MEMBER).get(room.path() + "/events?after=2").expect(200);
    assertThat(events.text("items.0.data.user_id")).isEqualTo(person(Who.ADMIN).id());
    assertThat(events.text("items.0.data.role")).isEqualTo("owner");
  }

  @Test
  void whoIsMutedMaySayNothingUntilThen() {
    Answer muted = room.mute(as(Who.ADMIN), person(Who.MEMBER), LATER).expect(200);
    room.mute(as(Who.ADMIN), person(Who.MEMBER), LATER).expect(200);

    assertThat(muted.text("muted_until")).isEqualTo("2099-01-01T00:00:00.000000Z");
    Answer refused = as(Who.MEMBER).write(room.id(), "but").expect(403);
    assertThat(refused.text("code")).isEqualTo("muted");
    assertThat(as(Who.MEMBER).get(room.path()).text("me.muted_until"))
        .isEqualTo("2099-01-01T00:00:00.000000Z");
    room.mute(as(Who.OWNER), person(Who.MEMBER), "null").expect(200);
    as(Who.MEMBER).write(room.id(), "thank you").expect(201);
    room.mute(as(Who.OWNER), person(Who.MEMBER), "\"2001-01-01T00:00:00+02:00\"").expect(200);
    as(Who.MEMBER).write(room.id(), "long ago").expect(201);
    assertThat(room.events(as(Who.OWNER), 1))
        .containsExactly(
            "2 participant.updated",
            "3 participant.updated",
            "4 message.created",
            "5 participant.updated",
            "6 message.created");
    Answer events = as(Who.OTHER_MEMBER).get(room.path() + "/events?after=1").expect(200);
    assertThat(events.text("items.0.data.muted_until")).isEqualTo("2099-01-01T00:00:00.000000Z");
    assertThat(events.text("items.0.data.role")).isEqualTo("member");
    assertThat(events.at("items.1.data.muted_until").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tomorrow\"",
        "\"\"",
        "\"+999999-01-01T00:00:00Z\"",
        "\"-0001-01-01T00:00:00Z\"",
        "\"2026-13-01T00:00:00Z\""
      })
  void whatIsNoTimeIsRefused(String until) {
    assertThat(room.mute(as(Who.OWNER), person(Who.MEMBER), until).expect(422).text("code"))
        .isEqualTo("validation_failed");
  }

  @Test
  void whatIsNotRightIsRefused() {
    Rest owner = as(Who.OWNER);
    String member = room.path() + "/participants/" + person(Who.MEMBER).id();

    owner.put(member + "/role", "{}").expect(422);
    owner.put(member + "/role", "{\"role\": \"emperor\"}").expect(422);
    owner.put(member + "/role", "{\"role\": 1}").expect(400);
    owner.put(member + "/mute", "{}").expect(422);
    owner.put(member + "/mute", "{\"until\": 1}").expect(400);
    owner.put(room.path() + "/participants/1/role", "{\"role\": \"admin\"}").expect(404);
    assertThat(room.events(owner, 1)).isEmpty();
  }

  @Test
  void twoWhoAreEqualHaveNoRolesToGive() {
    Room direct = new Room(as(Who.OWNER).direct(person(Who.STRANGER)).text("id"));

    for (Who who : List.of(Who.OWNER, Who.STRANGER)) {
      assertThat(direct.role(as(who), person(Who.STRANGER), "admin").expect(409).text("code"))
          .isEqualTo("conflict");
      direct.mute(as(who), person(Who.OWNER), LATER).expect(409);
    }
  }

  @Test
  void whoDidItIsOnRecord() throws SQLException {
    room.role(as(Who.OWNER), person(Who.MEMBER), "admin").expect(200);
    room.mute(as(Who.OWNER), person(Who.MEMBER), LATER).expect(200);
    room.mute(as(Who.OWNER), person(Who.MEMBER), "null").expect(200);

    assertThat(
            database.number(
                """
                select count(*) from audit_log
                 where action in ('role_changed', 'participant_muted', 'mute_lifted')
                   and actor_id = '%s' and target_id = '%s'
                   and details ->> 'conversation_id' = '%s'
                """
                    .formatted(person(Who.OWNER).id(), person(Who.MEMBER).id(), room.id())))
        .isEqualTo(3);
  }

  private static Rest as(Who who) {
    return who == Who.ANONYMOUS ? api.rest() : api.rest().as(person(who));
  }

  private static Person person(Who who) {
    return requireNonNull(people.get(who));
  }
}
