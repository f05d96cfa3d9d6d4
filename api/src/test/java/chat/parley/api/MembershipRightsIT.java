package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may change who is in a conversation.
class MembershipRightsIT {
  private static final String NOBODY = "019aa0c0-0000-7000-8000-000000000000";

  private static Database database;
  private static RunningApi api;
  private static Map<Who, Person> people;
  private static Person other;

  private Room open;
  private Room closed;

  /// `OTHER_*`: somebody else of that role.
  enum Who {
    OWNER,
    ADMIN,
    OTHER_ADMIN,
    MEMBER,
    OTHER_MEMBER,
    REMOVED,
    BANNED,
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
    other = api.rest().register("other");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void openRooms() throws SQLException {
    open = room("public");
    closed = room("private");
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, 200, 200, 204, 200",
    "ADMIN, 200, 200, 204, 200",
    "MEMBER, 200, 200, 204, 200",
    "REMOVED, 200, 404, 404, 404",
    "BANNED, 403, 404, 404, 404",
    "STRANGER, 200, 404, 404, 404",
    "ANONYMOUS, 401, 401, 401, 401"
  })
  void joiningLeavingAndSeeingWhoIsIn(Who who, int joinOpen, int joinClosed, int leave, int list) {
    assertThat(closed.join(as(who)).status()).isEqualTo(joinClosed);
    assertThat(as(who).get(closed.path() + "/participants").status()).isEqualTo(list);
    assertThat(as(who).get(open.path() + "/participants").status()).isEqualTo(list);
    assertThat(closed.leave(as(who)).status()).isEqualTo(leave);
    assertThat(open.leave(as(who)).status()).isEqualTo(leave);
    assertThat(open.join(as(who)).status()).isEqualTo(joinOpen);
    assertThat(closed.join(as(who)).status()).isEqualTo(joinClosed == 401 ? 401 : 404);
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, 200, 204, 200, 204",
    "ADMIN, 200, 204, 200, 403",
    "MEMBER, 403, 403, 403, 403",
    "REMOVED, 404, 404, 404, 404",
    "BANNED, 404, 404, 404, 404",
    "STRANGER, 404, 404, 404, 404",
    "ANONYMOUS, 401, 401, 401, 401"
  })
  void addingBanningSeeingBansAndDeleting(Who who, int add, int ban, int bans, int delete) {
    for (Room room : new Room[] {closed, open}) {
      assertThat(room.ban(as(who), other).status()).isEqualTo(ban);
      assertThat(as(who).get(room.path() + "/bans").status()).isEqualTo(bans);
      assertThat(room.unban(as(who), other).status()).isEqualTo(ban);
      assertThat(room.add(as(who), other).status()).isEqualTo(add);
      assertThat(room.delete(as(who)).status()).isEqualTo(delete);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, 403, 204, 204, 404",
    "ADMIN, 403, 403, 204, 404",
    "MEMBER, 403, 403, 403, 403",
    "REMOVED, 404, 404, 404, 404",
    "BANNED, 404, 404, 404, 404",
    "STRANGER, 404, 404, 404, 404",
    "ANONYMOUS, 401, 401, 401, 401"
  })
  void nobodyRemovesOrBansSomebodyOfEqualOrHigherRole(
      Who who, int owner, int admin, int member, int stranger) {
    assertThat(open.remove(as(who), person(Who.OWNER)).status()).isEqualTo(owner);
    assertThat(open.remove(as(who), person(Who.OTHER_ADMIN)).status()).isEqualTo(admin);
    assertThat(open.remove(as(who), person(Who.OTHER_MEMBER)).status()).isEqualTo(member);
    assertThat(open.remove(as(who), person(Who.STRANGER)).status()).isEqualTo(stranger);
    assertThat(closed.ban(as(who), person(Who.OWNER)).status()).isEqualTo(owner);
    assertThat(closed.ban(as(who), person(Who.OTHER_ADMIN)).status()).isEqualTo(admin);
    assertThat(closed.ban(as(who), person(Who.OTHER_MEMBER)).status()).isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource({"OWNER", "ADMIN", "MEMBER"})
  void nobodyRemovesThemselves(Who who) {
    assertThat(open.remove(as(who), person(who)).status()).isEqualTo(403);
    assertThat(open.ban(as(who), person(who)).status()).isEqualTo(403);
  }

  @Test
  void aDirectConversationIsAlwaysOfTheSameTwo() {
    Person peer = api.rest().register("peer");
    Room direct = new Room(as(Who.OWNER).direct(peer).expect(201).text("id"));

    for (Rest rest : new Rest[] {as(Who.OWNER), api.rest().as(peer)}) {
      assertThat(direct.join(rest).text("code")).isEqualTo("conflict");
      assertThat(direct.leave(rest).text("code")).isEqualTo("conflict");
      assertThat(direct.add(rest, other).text("code")).isEqualTo("conflict");
      assertThat(direct.remove(rest, peer).text("code")).isEqualTo("conflict");
      assertThat(direct.ban(rest, peer).text("code")).isEqualTo("conflict");
      assertThat(direct.unban(rest, peer).text("code")).isEqualTo("conflict");
      assertThat(direct.delete(rest).text("code")).isEqualTo("conflict");
      assertThat(rest.get(direct.path() + "/participants").items()).hasSize(2);
    }
    assertThat(direct.join(as(Who.STRANGER)).status()).isEqualTo(404);
    assertThat(direct.delete(as(Who.STRANGER)).status()).isEqualTo(404);
  }

  @Test
  void whoIsBannedCannotBeAddedUntilTheBanIsLifted() {
    Person banned = person(Who.BANNED);

    Answer refused = closed.add(as(Who.OWNER), other, banned);

    assertThat(refused.status()).as("%s", refused).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("banned");
    assertThat(open.join(as(Who.BANNED)).text("code")).isEqualTo("banned");
    assertThat(as(Who.OWNER).get(closed.path()).number("participant_count"))
        .as("nobody of them was added")
        .isEqualTo(5);
    closed.unban(as(Who.ADMIN), banned).expect(204);
    closed.unban(as(Who.ADMIN), banned).expect(204);
    Answer added = closed.add(as(Who.OWNER), other, banned).expect(200);
    assertThat(List.of(added.text("items.0.user.id"), added.text("items.1.user.id")))
        .containsExactlyInAnyOrder(other.id(), banned.id());
  }

  @Test
  void bansAreListedPageByPage() {
    Person first = api.rest().register("first");
    Person second = api.rest().register("second");
    closed.ban(as(Who.ADMIN), first).expect(204);
    closed.ban(as(Who.OWNER), first).expect(204);
    closed.ban(as(Who.OWNER), second).expect(204);

    var pages = as(Who.OWNER).pages(closed.path() + "/bans?limit=1");

    assertThat(pages).hasSize(3);
    assertThat(pages.stream().map(page -> page.text("items.0.user.id")))
        .containsExactly(person(Who.BANNED).id(), first.id(), second.id());
    assertThat(pages.get(1).members("items.0"))
        .containsExactlyInAnyOrder("user", "banned_by", "banned_at");
    assertThat(pages.get(1).text("items.0.banned_by"))
        .as("banned once")
        .isEqualTo(person(Who.ADMIN).id());
  }

  @Test
  void participantsAreListedPageByPage() {
    for (int limit : new int[] {1, 2, 4, 5, 6}) {
      var pages = as(Who.MEMBER).pages(closed.path() + "/participants?limit=" + limit);

      assertThat(pages).hasSize(Math.ceilDiv(5, limit));
      assertThat(
              pages.stream()
                  .flatMap(
                      page ->
                          IntStream.range(0, page.items().size())
                              .mapToObj(i -> page.text("items." + i + ".user.id"))))
          .containsExactly(
              person(Who.OWNER).id(),
              person(Who.ADMIN).id(),
              person(Who.OTHER_ADMIN).id(),
              person(Who.MEMBER).id(),
              person(Who.OTHER_MEMBER).id());
    }
    Answer page = as(Who.MEMBER).get(closed.path() + "/participants");
    assertThat(page.members("items.0"))
        .containsExactlyInAnyOrder(
            "user", "role", "joined_at", "muted_until", "last_read_seq", "last_delivered_seq");
    assertThat(page.texts("role")).containsExactly("owner", "admin", "admin", "member", "member");
  }

  @Test
  void whatIsNotRightIsRefused() {
    Rest owner = as(Who.OWNER);
    String participants = closed.path() + "/participants";

    owner.post(participants, "{}").expect(422);
    owner.post(participants, "{\"user_ids\": [null]}").expect(422);
    owner.post(participants, "{\"user_ids\": [\"x\"]}").expect(400);
    owner.post(participants, "{\"user_ids\": \"" + other.id() + "\"}").expect(400);
    owner.post(participants, "{\"user_ids\": [\"" + NOBODY + "\"]}").expect(404);
    owner
        .post(
            participants,
            "{\"user_ids\": [" + ("\"" + other.id() + "\",").repeat(100) + "\"" + NOBODY + "\"]}")
        .expect(422);
    owner.post(participants, "{\"user_ids\": []}").expect(200);
    owner.delete(participants + "/" + NOBODY).expect(404);
    owner.delete(participants + "/1").expect(404);
    owner.put(closed.path() + "/bans/" + NOBODY).expect(404);
    owner.put(closed.path() + "/bans/1").expect(404);
    owner.delete(closed.path() + "/bans/" + NOBODY).expect(204);
    owner.get(participants + "?limit=0").expect(422);
    owner.get(participants + "?cursor=x").expect(400);
    owner.get(participants + "?cursor=eA").expect(400);
    owner.get(closed.path() + "/bans?cursor=eA").expect(400);
    owner.delete("/v1/conversations/" + NOBODY).expect(404);
    new Room(NOBODY).join(owner).expect(404);
    new Room("1").leave(owner).expect(404);
  }

  private static Rest as(Who who) {
    return who == Who.ANONYMOUS ? api.rest() : api.rest().as(person(who));
  }

  private static Person person(Who who) {
    return requireNonNull(people.get(who));
  }

  private static Room room(String visibility) throws SQLException {
    Room room =
        Room.open(
            as(Who.OWNER),
            visibility,
            person(Who.ADMIN),
            person(Who.OTHER_ADMIN),
            person(Who.MEMBER),
            person(Who.OTHER_MEMBER),
            person(Who.REMOVED));
    room.makeAdmin(database, person(Who.ADMIN));
    room.makeAdmin(database, person(Who.OTHER_ADMIN));
    room.remove(as(Who.OWNER), person(Who.REMOVED)).expect(204);
    room.ban(as(Who.OWNER), person(Who.BANNED)).expect(204);
    return room;
  }
}
