package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a conversation is called and looks like.
class DescriptionsIT {
  private static Database database;
  private static RunningApi api;
  private static Heard heard;
  private static Person ada;
  private static Person admin;
  private static Person bob;
  private static Person eve;

  private Room room;

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    heard = new Heard(RunningApi.redis().uri());
    ada = api.rest().register("ada");
    admin = api.rest().register("admin");
    bob = api.rest().register("bob");
    eve = api.rest().register("eve");
  }

  @AfterAll
  static void stop() {
    heard.close();
    api.close();
  }

  /// One event.
  @BeforeEach
  void openARoom() throws SQLException {
    room = Room.open(as(ada), "private", admin, bob);
    room.makeAdmin(database, admin);
  }

  @Test
  void whatIsNewIsToldAndWhatIsLeftOutStays() {
    Answer changed = room.change(as(admin), "{\"name\": \"Breakfast\", \"x\": 1}").expect(200);

    assertThat(changed.text("name")).isEqualTo("Breakfast");
    assertThat(changed.text("visibility")).isEqualTo("private");
    assertThat(changed.text("me.role")).isEqualTo("admin");
    assertThat(room.events(as(bob), 1))
        .containsExactly("2 conversation_renamed", "3 conversation.updated");
    Answer events = as(bob).get(room.path() + "/events?after=1").expect(200);
    assertThat(events.text("items.0.data.system.value")).isEqualTo("Breakfast");
    assertThat(events.text("items.0.data.system.actor_id")).isEqualTo(admin.id());
    assertThat(events.members("items.1.data")).contains("name", "last_message");
    assertThat(events.members("items.1.data")).doesNotContain("me", "peer");
    assertThat(events.text("items.1.data.name")).isEqualTo("Breakfast");
    assertThat(events.number("items.1.data.last_seq")).isEqualTo(3);
    assertThat(events.text("items.1.data.last_message.system.kind"))
        .isEqualTo("conversation_renamed");
    assertThat(changed.text("updated_at")).isEqualTo(events.text("items.1.at"));
  }

  @Test
  void whatIsPublishedIsWhatIsOnRecord() {
    room.change(as(ada), "{\"description\": \"Eggs\", \"visibility\": \"public\"}").expect(200);

    var published = heard.durable("parley:c:" + room.id(), 3);
    assertThat(as(ada).get(room.path() + "/events?after=2").body())
        .isEqualTo("{\"items\":[" + published.getLast().json() + "],\"next_cursor\":null}");
    assertThat(room.events(as(bob), 1))
        .containsExactly("2 description_changed", "3 conversation.updated");
    room.join(as(eve)).expect(200);
  }

  @Test
  void nullTakesAwayAndTheSameAgainIsNoEvent() {
    room.change(as(ada), "{\"description\": \"Eggs\"}").expect(200);

    Answer changed = room.change(as(ada), "{\"name\": null, \"description\": null}").expect(200);
    room.change(as(ada), "{\"name\": null}").expect(200);
    room.change(as(ada), "{}").expect(200);
    room.change(as(ada), "{\"visibility\": \"private\"}").expect(200);

    assertThat(changed.at("name").isNull()).isTrue();
    assertThat(changed.at("description").isNull()).isTrue();
    assertThat(room.events(as(bob), 3))
        .containsExactly(
            "4 conversation_renamed", "5 description_changed", "6 conversation.updated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"\"}",
        "{\"visibility\": \"hidden\"}",
        "{\"name\": \"NAME101\"}",
        "{\"description\": \"TEXT501\"}"
      })
  void whatIsNotValidIsRefused(String json) {
    String body = json.replace("NAME101", "n".repeat(101)).replace("TEXT501", "t".repeat(501));

    assertThat(room.change(as(ada), body).expect(422).text("code")).isEqualTo("validation_failed");
  }

  @Test
  void onlyTheOwnerAndTheAdminsChangeIt() throws IOException {
    String json = "{\"name\": \"Mine\"}";
    room.change(as(bob), json).expect(403);
    room.change(as(eve), json).expect(404);
    room.change(api.rest(), json).expect(401);
    picture(as(bob), Images.wide("png")).expect(403);
    picture(as(eve), Images.wide("png")).expect(404);
    as(bob).delete(room.path() + "/avatar").expect(403);
    Room direct = new Room(as(ada).direct(bob).text("id"));
    assertThat(direct.change(as(ada), json).expect(409).text("code")).isEqualTo("conflict");
    as(ada).delete(direct.path() + "/avatar").expect(409);
    direct.change(as(eve), json).expect(404);
    assertThat(room.events(as(ada), 1)).isEmpty();
  }

  @Test
  void aPictureComesAndGoes() throws IOException {
    Answer first = picture(as(ada), Images.wide("png")).expect(200);
    Answer second = picture(as(admin), Images.wide("jpg")).expect(200);

    String url = second.text("avatar_url");
    assertThat(url).startsWith("/v1/avatars/c").isNotEqualTo(first.text("avatar_url"));
    assertThat(Images.decode(api.rest().get(url).expect(200).bytes()).getWidth()).isEqualTo(512);
    api.rest().get(first.text("avatar_url")).expect(404);
    assertThat(as(bob).get(room.path()).text("avatar_url")).isEqualTo(url);
    as(ada).delete(room.path() + "/avatar").expect(204);
    as(ada).delete(room.path() + "/avatar").expect(204);
    api.rest().get(url).expect(404);
    assertThat(room.events(as(bob), 1))
        .containsExactly(
            "2 avatar_changed",
            "3 conversation.updated",
            "4 avatar_changed",
            "5 conversation.updated",
            "6 avatar_changed",
            "7 conversation.updated");
    picture(as(ada), "no image".getBytes(StandardCharsets.US_ASCII)).expect(415);
  }

  @Test
  void nothingOfItIsLeftWhenTheConversationEnds() throws SQLException {
    room.change(as(ada), "{\"name\": \"Zebrafinch\", \"description\": \"Zebrafinches\"}")
        .expect(200);

    room.delete(as(ada)).expect(204);

    assertThat(database.rowsWith("Zebrafinch")).isZero();
  }

  private Answer picture(Rest rest, byte[] image) {
    return rest.post(
        room.path() + "/avatar",
        Form.TYPE,
        Form.file("file", "application/octet-stream", image).bytes());
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
