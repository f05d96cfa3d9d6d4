package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.redis.Envelope;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a change of membership puts into the log, and what is published of it.
class MembershipEventsIT {
  private static Database database;
  private static RunningApi api;
  private static Heard heard;
  private static Gateway gateway;

  private Person ada;
  private Person bob;
  private Person eve;
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

  /// Ada's, with Bob in it. One event.
  @BeforeEach
  void openARoom() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    eve = api.rest().register("eve");
    room = Room.open(as(ada), "public", bob);
  }

  @Test
  void joiningIsOnesOwnFirstEventAndThenAMessageAboutIt() {
    as(ada).write(room.id(), "2").expect(201);

    Answer joined = room.join(as(eve)).expect(200);

    assertThat(room.events(as(ada), 1))
        .containsExactly("2 message.created", "3 participant.added", "4 participant_joined");
    assertThat(room.events(as(eve), 0))
        .containsExactly("3 participant.added", "4 participant_joined");
    Answer events = as(eve).get(room.path() + "/events").expect(200);
    assertThat(events.text("items.0.actor_id")).isEqualTo(eve.id());
    assertThat(events.text("items.0.data.user.id")).isEqualTo(eve.id());
    assertThat(events.text("items.0.data.role")).isEqualTo("member");
    assertThat(events.text("items.0.data.by")).isEqualTo(eve.id());
    assertThat(events.text("items.1.data.type")).isEqualTo("system");
    assertThat(events.at("items.1.data.sender").isNull()).isTrue();
    assertThat(events.text("items.1.data.system.actor_id")).isEqualTo(eve.id());
    assertThat(events.text("items.1.data.system.subject_ids.0")).isEqualTo(eve.id());
    assertThat(joined.number("participant_count")).isEqualTo(3);
    assertThat(joined.number("last_seq")).isEqualTo(4);
    assertThat(joined.text("me.role")).isEqualTo("member");
    assertThat(joined.number("me.unread_count")).isZero();
    assertThat(joined.number("me.last_read_seq")).isEqualTo(2);
    assertThat(joined.text("me.joined_at")).isEqualTo(events.text("items.0.at"));
    assertThat(joined.text("updated_at")).isEqualTo(events.text("items.1.at"));
    assertThat(as(eve).get(Rest.messages(room.id())).expect(200).items())
        .as("the whole history")
        .hasSize(3);
  }

  @Test
  void whoIsInAlreadyJoinsAndIsAddedWithoutAnEvent() {
    Answer joined = room.join(as(bob)).expect(200);
    Answer added = room.add(as(ada), bob, ada).expect(200);

    assertThat(joined.whole()).isEqualTo(as(bob).get(room.path()).whole());
    assertThat(added.body()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
    assertThat(room.events(as(ada), 1)).isEmpty();
  }

  @Test
  void severalAreAddedWithAnEventEachAndOneMessageAboutAllOfThem() {
    Person carl = api.rest().register("carl");

    Answer added = room.add(as(ada), carl, bob, eve, carl).expect(200);

    assertThat(IntStream.range(0, 2).mapToObj(i -> added.text("items." + i + ".user.id")))
        .containsExactlyInAnyOrder(carl.id(), eve.id());
    assertThat(added.members("items.0"))
        .containsExactlyInAnyOrder(
            "user", "role", "joined_at", "muted_until", "last_read_seq", "last_delivered_seq");
    assertThat(room.events(as(ada), 1))
        .containsExactly("2 participant.added", "3 participant.added", "4 participant_added");
    Answer events = as(ada).get(room.path() + "/events?after=1").expect(200);
    Person first = events.text("items.0.data.user.id").equals(eve.id()) ? eve : carl;
    Person second = first.equals(eve) ? carl : eve;
    assertThat(events.text("items.0.data.by")).isEqualTo(ada.id());
    assertThat(events.text("items.2.data.system.actor_id")).isEqualTo(ada.id());
    assertThat(events.at("items.2.data.system.subject_ids").size()).isEqualTo(2);
    assertThat(room.events(as(first), 0))
        .as("each begins with their own")
        .containsExactly("2 participant.added", "3 participant.added", "4 participant_added");
    assertThat(room.events(as(second), 0))
        .containsExactly("3 participant.added", "4 participant_added");
    assertThat(IntStream.range(0, 2).mapToObj(i -> joined(i == 0 ? first : second).seq()))
        .as("their sockets follow from right before it")
        .containsExactly(1L, 2L);
  }

  @Test
  void leavingAndBeingRemovedIsAMessageAndThenOnesLastEvent() {
    room.leave(as(bob)).expect(204);
    room.add(as(ada), eve).expect(200);
    room.remove(as(ada), eve).expect(204);

    assertThat(room.events(as(ada), 1))
        .containsExactly(
            "2 participant_left",
            "3 participant.removed",
            "4 participant.added",
            "5 participant_added",
            "6 participant_removed",
            "7 participant.removed");
    Answer events = as(ada).get(room.path() + "/events?after=1").expect(200);
    assertThat(events.text("items.0.data.system.subject_ids.0")).isEqualTo(bob.id());
    assertThat(events.text("items.1.data.user_id")).isEqualTo(bob.id());
    assertThat(events.text("items.1.data.by")).isEqualTo(bob.id());
    assertThat(events.text("items.1.data.reason")).isEqualTo("left");
    assertThat(events.text("items.5.data.user_id")).isEqualTo(eve.id());
    assertThat(events.text("items.5.data.by")).isEqualTo(ada.id());
    assertThat(events.text("items.5.data.reason")).isEqualTo("removed");
    assertThat(as(ada).get(room.path()).number("participant_count")).isEqualTo(1);
    as(bob).get(room.path() + "/events").expect(404);
    as(bob).get(Rest.messages(room.id())).expect(404);
    as(bob).write(room.id(), "late").expect(404);
    assertThat(as(bob).get("/v1/conversations").items()).isEmpty();
  }

  @Test
  void banningRemovesWhoIsInAndTellsWhy() {
    room.ban(as(ada), bob).expect(204);
    room.ban(as(ada), bob).expect(204);
    room.ban(as(ada), eve).expect(204);

    assertThat(room.events(as(ada), 1))
        .containsExactly("2 participant_removed", "3 participant.removed");
    assertThat(as(ada).get(room.path() + "/events?after=2").text("items.0.data.reason"))
        .isEqualTo("banned");
    assertThat(personal(bob, 2).getLast()).isEqualTo(left("banned"));
  }

  @Test
  void whatIsPublishedIsWhatIsOnRecordAndEverybodyHearsTheirOwn() {
    room.join(as(eve)).expect(200);
    room.leave(as(bob)).expect(204);
    List<Heard.Message> published = heard.durable("parley:c:" + room.id(), 5);

    assertThat(as(ada).get(room.path() + "/events").expect(200).body())
        .isEqualTo(
            "{\"items\":[%s],\"next_cursor\":null}"
                .formatted(String.join(",", published.stream().map(Heard.Message::json).toList())));
    Envelope removal = published.getLast().envelope();
    assertThat(removal.kind()).isEqualTo(Envelope.Kind.REMOVED);
    assertThat(removal.seq()).isEqualTo(5);
    assertThat(removal.subject()).isEqualTo(UUID.fromString(bob.id()));
    assertThat(joined(eve).seq()).isEqualTo(1);
    assertThat(joined(eve).subject()).isEqualTo(UUID.fromString(room.id()));
    assertThat(personal(eve, 1).getFirst()).startsWith("{\"type\":\"conversation.joined\",");
    Heard.Message left = heard.personal(bob, 2).getLast();
    assertThat(left.json()).isEqualTo(left("left"));
    assertThat(left.envelope().kind()).isEqualTo(Envelope.Kind.PERSONAL);
  }

  @Test
  void whatChangedIsOutOfTheOutboxOnceItIsPublished() throws SQLException {
    room.join(as(eve)).expect(200);
    room.remove(as(ada), eve).expect(204);
    room.delete(as(ada)).expect(204);

    heard.durable("parley:c:" + room.id(), 6);
    await().until(() -> database.number("select count(*) from outbox") == 0);
  }

  @Test
  void anOwnerWhoLeavesHandsOverToTheOldestAdminElseToTheOldestMember() throws SQLException {
    room.add(as(ada), eve).expect(200);
    Person carl = api.rest().register("carl");
    room.add(as(ada), carl).expect(200);
    room.makeAdmin(database, carl);
    room.makeAdmin(database, eve);

    room.leave(as(ada)).expect(204);
    assertThat(role(eve)).as("the admin who came first").isEqualTo("owner");
    assertThat(role(carl)).isEqualTo("admin");
    assertThat(role(bob)).isEqualTo("member");
    room.leave(as(eve)).expect(204);
    assertThat(role(carl)).isEqualTo("owner");
    room.join(as(ada)).expect(200);
    room.leave(as(carl)).expect(204);
    assertThat(role(bob)).as("the member who came first").isEqualTo("owner");
    assertThat(role(ada)).isEqualTo("member");
  }

  @Test
  void whoComesBackBeginsAnewAndIsStillMuted() throws SQLException {
    database.change(
        "update participants set muted_until = now() + interval '1 hour', archived = true"
            + " where user_id = '%s'".formatted(bob.id()));
    room.leave(as(bob)).expect(204);
    as(ada).write(room.id(), "4, not for him").expect(201);

    room.join(as(bob)).expect(200);

    assertThat(room.events(as(bob), 0))
        .containsExactly("5 participant.added", "6 participant_joined");
    assertThat(as(bob).get(room.path()).number("me.unread_count")).isZero();
    assertThat(as(bob).write(room.id(), "muted").text("code")).isEqualTo("muted");
    Answer opened = gateway.open(Gateway.item(bob.id(), bob.session())).expect(200);
    assertThat(opened.number("items.0.conversations.0.joined_seq")).isEqualTo(4);
    assertThat(opened.at("items.0.former").size()).as("not both in and out").isZero();
  }

  @Test
  void anOpeningTellsHowFarFormerMembershipsWent() throws SQLException {
    room.join(as(eve)).expect(200);
    room.remove(as(ada), eve).expect(204);
    Room other = Room.open(as(bob), "private", eve);
    other.leave(as(eve)).expect(204);
    as(ada).write(room.id(), "later").expect(201);

    Answer opened =
        gateway
            .open(Gateway.item(eve.id(), eve.session()), Gateway.item(ada.id(), ada.session()))
            .expect(200);

    assertThat(opened.at("items.0.conversations").size()).isZero();
    assertThat(former(opened)).containsExactlyInAnyOrder(room.id() + " 1 5", other.id() + " 0 3");
    assertThat(opened.at("items.1.former").size()).isZero();
    database.change(
        "update departures set at = now() - interval '31 days' where conversation_id = '%s'"
            .formatted(other.id()));
    assertThat(former(gateway.open(Gateway.item(eve.id(), eve.session()))))
        .as("of the others the log is gone")
        .containsExactly(room.id() + " 1 5");
  }

  private static List<String> former(Answer opened) {
    return IntStream.range(0, opened.at("items.0.former").size())
        .mapToObj(i -> "items.0.former." + i)
        .map(
            path ->
                "%s %d %d"
                    .formatted(
                        opened.text(path + ".id"),
                        opened.number(path + ".joined_seq"),
                        opened.number(path + ".seq")))
        .toList();
  }

  private String role(Person person) {
    return as(person).get(room.path()).expect(200).text("me.role");
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private Envelope joined(Person person) {
    Envelope envelope = heard.personal(person, 1).getFirst().envelope();
    assertThat(envelope.kind()).isEqualTo(Envelope.Kind.JOINED);
    return envelope;
  }

  private static List<String> personal(Person person, int count) {
    return heard.personal(person, count).stream().map(Heard.Message::json).toList();
  }

  private String left(String reason) {
    return "{\"type\":\"conversation.left\",\"data\":{\"conversation_id\":\"%s\",\"reason\":\"%s\"}}"
        .formatted(room.id(), reason);
  }
}
