package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a block ends and keeps out. Ada is who blocks.
class BlocksIT {
  private static final String NOBODY = "01900000-0000-7000-8000-000000000000";
  private static final String THUMB = "\uD83D\uDC4D";
  private static final String HEART = "\u2764\uFE0F";

  private static Database database;
  private static RunningApi api;
  private static Heard heard;

  private Person ada;
  private Person bob;
  private Person cleo;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    heard = new Heard(RunningApi.redis().uri());
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
    cleo = api.rest().register("cleo");
  }

  @Test
  void blockingAndLiftingOnceMoreChangesNothing() throws SQLException {
    Ties.block(as(ada), bob).expect(204);
    Ties.block(as(ada), bob).expect(204);
    Ties.block(as(ada), cleo).expect(204);

    List<Answer> pages = as(ada).pages("/v1/blocks?limit=1");
    assertThat(pages.stream().flatMap(page -> page.texts("id").stream()))
        .containsExactly(bob.id(), cleo.id());
    assertThat(as(bob).get("/v1/blocks").items()).as("nobody else's").isEmpty();

    Ties.lift(as(ada), bob).expect(204);
    Ties.lift(as(ada), bob).expect(204);
    assertThat(as(ada).get("/v1/blocks").texts("id")).containsExactly(cleo.id());

    Ties.block(as(ada), ada).expect(422);
    Ties.lift(as(ada), ada).expect(204);
    as(ada).put("/v1/blocks/" + NOBODY).expect(404);
    as(ada).delete("/v1/blocks/" + NOBODY).expect(204);
    as(ada).put("/v1/blocks/nonsense").expect(404);
    as(ada).get("/v1/blocks?cursor=nonsense").expect(400);
    database.change("update accounts set deleted_at = now() where id = '" + bob.id() + "'");
    Ties.block(as(ada), bob).expect(404);
  }

  @Test
  void nobodyWithoutATokenBlocks() {
    api.rest().get("/v1/blocks").expect(401);
    Ties.block(api.rest(), bob).expect(401);
    Ties.lift(api.rest(), bob).expect(401);
  }

  @Test
  void neitherWritesToTheOtherUntilAllBlocksAreLifted() {
    String direct = as(ada).direct(bob).expect(201).text("id");

    Ties.block(as(ada), bob).expect(204);
    assertBlocked(as(bob).write(direct, "x"));
    assertBlocked(as(ada).write(direct, "x"));

    Ties.block(as(bob), ada).expect(204);
    Ties.lift(as(ada), bob).expect(204);
    assertBlocked(as(ada).write(direct, "x"));
    Ties.lift(as(bob), ada).expect(204);
    as(ada).write(direct, "x").expect(201);
    as(bob).write(direct, "x").expect(201);
  }

  @Test
  void whatCountsAsWritingIsRefusedAndTakingBackIsNot() {
    String direct = as(ada).direct(bob).expect(201).text("id");
    String body = "{\"content\": \"before\", \"client_id\": \"c\"}";
    String own = as(bob).post(Rest.messages(direct), body).expect(201).text("id");
    String others = as(ada).write(direct, "hello").expect(201).text("id");
    as(bob).put(Rest.reaction(others, THUMB)).expect(200);
    Ties.block(as(ada), bob).expect(204);

    assertBlocked(as(bob).edit(own, "after"));
    assertBlocked(as(bob).put(Rest.reaction(others, HEART)));
    assertBlocked(as(bob).post("/v1/conversations/" + direct + "/typing", "{\"is_typing\": true}"));
    assertBlocked(as(ada).put(Rest.reaction(own, HEART)));

    as(bob).put(Rest.reaction(others, THUMB)).expect(200);
    as(bob).delete(Rest.reaction(others, THUMB)).expect(200);
    as(bob).post(Rest.messages(direct), body).expect(200);
    as(bob).get(Rest.messages(direct)).expect(200);
    as(bob).post("/v1/conversations/" + direct + "/read", "{\"seq\": 2}").expect(200);
    as(bob).delete("/v1/messages/" + own).expect(204);
  }

  @Test
  void inTheirGroupsTheyGoOn() {
    Room room = Room.open(as(cleo), "private", ada, bob);
    Ties.block(as(ada), bob).expect(204);

    String message = as(bob).write(room.id(), "to all").expect(201).text("id");
    as(ada).put(Rest.reaction(message, THUMB)).expect(200);
    as(ada).write(room.id(), "to all").expect(201);
    as(bob).post(room.path() + "/typing", "{\"is_typing\": true}").expect(204);
  }

  @Test
  void noneOfThemOpensTheDirectConversation() {
    as(ada).direct(bob).expect(201);
    Ties.block(as(ada), bob).expect(204);
    Ties.block(as(ada), cleo).expect(204);

    assertBlocked(as(bob).direct(ada));
    assertBlocked(as(ada).direct(bob));
    assertBlocked(as(cleo).direct(ada));
    assertBlocked(as(ada).direct(cleo));

    Ties.lift(as(ada), bob).expect(204);
    Ties.lift(as(ada), cleo).expect(204);
    as(bob).direct(ada).expect(200);
    as(cleo).direct(ada).expect(201);
  }

  @Test
  void noneOfThemAsksForFriendship() {
    Ties.block(as(ada), bob).expect(204);

    assertBlocked(Ties.ask(as(bob), ada));
    assertBlocked(Ties.ask(as(ada), bob));
    Ties.lift(as(ada), bob).expect(204);
    Ties.ask(as(bob), ada).expect(201);
  }

  @Test
  void whatWasBetweenThemEndsAndIsToldAsIfItEndedWithoutABlock() {
    Ties.befriend(api.rest(), ada, bob);
    String asked = Ties.ask(as(ada), cleo).expect(201).text("id");
    Person dora = api.rest().register("dora");
    String asking = Ties.ask(as(dora), ada).expect(201).text("id");

    for (Person other : List.of(bob, cleo, dora)) {
      Ties.block(as(ada), other).expect(204);
    }

    assertThat(as(ada).get("/v1/friends").items()).isEmpty();
    assertThat(as(bob).get("/v1/friends").items()).isEmpty();
    assertThat(as(ada).get(Ties.REQUESTS).body()).isEqualTo("{\"incoming\":[],\"outgoing\":[]}");
    assertThat(last(bob, 3)).contains("friend.removed", ada.id());
    assertThat(last(cleo, 2)).contains("friend.removed", ada.id(), asked);
    assertThat(last(dora, 1)).contains("friend.declined", ada.id(), asking);
    for (Person other : List.of(bob, cleo, dora)) {
      assertThat(heard.all())
          .filteredOn(each -> each.channel().equals("parley:u:" + other.id()))
          .noneMatch(each -> each.json().contains("block"));
    }
    Ties.lift(as(ada), bob).expect(204);
    assertThat(as(ada).get("/v1/friends").items()).as("friends no more").isEmpty();
  }

  @Test
  void theBlockedDontAddTheBlockerToAGroupAndAreNotTold() {
    Ties.block(as(ada), bob).expect(204);
    Room room = Room.open(as(bob), "private", cleo);

    Answer none = room.add(as(bob), ada).expect(200);
    Answer one = room.add(as(bob), ada, api.rest().register("dora")).expect(200);
    Answer opened =
        as(bob)
            .post(
                "/v1/conversations",
                "{\"name\": \"Another\", \"participant_ids\": %s}".formatted(Rest.ids(ada, cleo)))
            .expect(201);

    assertThat(none.items()).isEmpty();
    assertThat(one.items()).hasSize(1);
    assertThat(opened.number("participant_count")).isEqualTo(2);
    assertThat(opened.at("last_message.system.subject_ids").size()).isEqualTo(1);
    assertThat(as(ada).get("/v1/conversations").items()).isEmpty();
    as(bob)
        .post(
            "/v1/conversations",
            "{\"name\": \"X\", \"participant_ids\": [\"%s\", \"%s\"]}".formatted(ada.id(), NOBODY))
        .expect(404);

    Room.open(as(ada), "private", bob);
    assertThat(as(bob).get("/v1/conversations").items()).as("the other way").hasSize(3);
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }

  private static void assertBlocked(Answer answer) {
    assertThat(answer.expect(403).text("code")).isEqualTo("blocked");
  }

  private static String last(Person person, int count) {
    return heard.on("parley:u:" + person.id(), count).getLast().json();
  }
}
