package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may read, edit, delete, react, answer, pin and forward.
class ChangePermissionsIT {
  private static final String THUMB = "👍";

  private static Database database;
  private static RunningApi api;
  private static Person owner;
  private static Person admin;
  private static Person sender;
  private static Person member;
  private static Person removed;
  private static Person stranger;
  private static String room;

  @BeforeAll
  static void start() throws SQLException {
    database = Database.fresh();
    api = RunningApi.on(database);
    owner = api.rest().register("owner");
    admin = api.rest().register("admin");
    sender = api.rest().register("sender");
    member = api.rest().register("member");
    removed = api.rest().register("removed");
    stranger = api.rest().register("stranger");
    room = api.rest().as(owner).group(admin, sender, member, removed);
    role(room, admin, "admin");
    database.change(
        "delete from participants where conversation_id = '%s' and user_id = '%s'"
            .formatted(room, removed.id()));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    //               sender, owner, admin, member, removed, stranger, nobody
    "GET,               200,   200,   200,    200,     404,      404,    401",
    "EDITS,             200,   200,   200,    200,     404,      404,    401",
    "PATCH,             200,   403,   403,    403,     404,      404,    401",
    "DELETE,            204,   204,   204,    403,     404,      404,    401",
    "HIDE,              204,   204,   204,    204,     404,      404,    401",
    "REACT,             200,   200,   200,    200,     404,      404,    401",
    "UNREACT,           200,   200,   200,    200,     404,      404,    401",
    "REPLIES,           200,   200,   200,    200,     404,      404,    401",
    "PIN,               403,   204,   204,    403,     404,      404,    401",
    "UNPIN,             403,   204,   204,    403,     404,      404,    401",
    "FORWARD,           201,   201,   201,    201,     404,      404,    401",
  })
  void inAGroup(
      String call,
      int bySender,
      int byOwner,
      int byAdmin,
      int byMember,
      int byRemoved,
      int byStranger,
      int byNobody) {
    Map<Person, Integer> expected =
        Map.of(
            sender, bySender,
            owner, byOwner,
            admin, byAdmin,
            member, byMember,
            removed, byRemoved,
            stranger, byStranger);
    expected.forEach(
        (person, status) -> assertAnswer(call, api.rest().as(person), text(sender, room), status));
    assertAnswer(call, api.rest(), text(sender, room), byNobody);
  }

  @ParameterizedTest
  @CsvSource({
    //          sender, other
    "GET,          200,   200",
    "EDITS,        200,   200",
    "PATCH,        200,   403",
    "DELETE,       204,   403",
    "HIDE,         204,   204",
    "REACT,        200,   200",
    "UNREACT,      200,   200",
    "REPLIES,      200,   200",
    "PIN,          204,   204",
    "UNPIN,        204,   204",
    "FORWARD,      201,   201",
  })
  void inADirectConversation(String call, int bySender, int byTheOther) {
    String direct = api.rest().as(sender).direct(member).text("id");

    assertAnswer(call, api.rest().as(sender), text(sender, direct), bySender);
    assertAnswer(call, api.rest().as(member), text(sender, direct), byTheOther);
    assertAnswer(call, api.rest().as(owner), text(sender, direct), 404);
  }

  @ParameterizedTest
  @CsvSource({
    //           owner, reader, one who was an admin when they wrote
    "GET,          200,    200,    200",
    "PATCH,        200,    403,    403",
    "DELETE,       204,    403,    204",
    "REACT,        200,    200,    200",
    "UNREACT,      200,    200,    200",
    "PIN,          204,    403,    403",
    "UNPIN,        204,    403,    403",
    "FORWARD,      201,    201,    201",
  })
  void inAChannel(String call, int byOwner, int byReader, int byFormerAdmin) throws SQLException {
    String channel =
        api.rest()
            .as(owner)
            .post(
                "/v1/conversations",
                "{\"type\": \"channel\", \"name\": \"News\", \"participant_ids\": %s}"
                    .formatted(Rest.ids(member, admin)))
            .expect(201)
            .text("id");
    role(channel, admin, "admin");
    String theirs = text(admin, channel);
    role(channel, admin, "member");

    assertAnswer(call, api.rest().as(owner), text(owner, channel), byOwner);
    assertAnswer(call, api.rest().as(member), text(owner, channel), byReader);
    assertAnswer(call, api.rest().as(admin), theirs, byFormerAdmin);
  }

  @ParameterizedTest
  @CsvSource({
    //           owner, member, stranger
    "GET,          200,    200,    404",
    "EDITS,        200,    200,    404",
    "PATCH,        403,    403,    404",
    "DELETE,       403,    403,    404",
    "HIDE,         204,    204,    404",
    "REACT,        409,    409,    404",
    "UNREACT,      200,    200,    404",
    "REPLIES,      200,    200,    404",
    "PIN,          409,    403,    404",
    "UNPIN,        204,    403,    404",
    "FORWARD,      409,    409,    404",
  })
  void withAMessageOfTheSystem(String call, int byOwner, int byMember, int byStranger) {
    assertAnswer(call, api.rest().as(owner), created(), byOwner);
    assertAnswer(call, api.rest().as(member), created(), byMember);
    assertAnswer(call, api.rest().as(stranger), created(), byStranger);
  }

  @ParameterizedTest
  @CsvSource({
    //          sender, owner, member, stranger
    "GET,          200,   200,    200,     404",
    "EDITS,        200,   200,    200,     404",
    "PATCH,        409,   403,    403,     404",
    "DELETE,       204,   204,    403,     404",
    "HIDE,         204,   204,    204,     404",
    "REACT,        409,   409,    409,     404",
    "UNREACT,      200,   200,    200,     404",
    "REPLIES,      200,   200,    200,     404",
    "PIN,          403,   409,    403,     404",
    "UNPIN,        403,   204,    403,     404",
    "FORWARD,      409,   409,    409,     404",
  })
  void withADeletedMessage(String call, int bySender, int byOwner, int byMember, int byStranger) {
    Map<Person, Integer> expected =
        Map.of(sender, bySender, owner, byOwner, member, byMember, stranger, byStranger);
    expected.forEach(
        (person, status) -> {
          String message = text(sender, room);
          api.rest().as(sender).delete("/v1/messages/" + message).expect(204);
          assertAnswer(call, api.rest().as(person), message, status);
        });
  }

  @Test
  void whoIsMutedCanNotSpeakByEditingButMayDeleteAndReact() throws SQLException {
    String own = text(sender, room);
    mute("now() + interval '1 hour'");
    try {
      assertAnswer("REACT", api.rest().as(sender), own, 200);
      Answer refused = api.rest().as(sender).edit(own, "loud");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("code")).isEqualTo("muted");
      assertAnswer("DELETE", api.rest().as(sender), own, 204);
    } finally {
      mute("null");
    }
  }

  @ParameterizedTest
  @CsvSource({"019aa0c0-0000-7000-8000-000000000000", "1", "not-an-id"})
  void whatIsNoMessageIsNotFound(String id) {
    String calls = "GET EDITS PATCH DELETE HIDE REACT REPLIES PIN UNPIN FORWARD";
    for (String call : calls.split(" ", -1)) {
      assertAnswer(call, api.rest().as(owner), id, 404);
    }
  }

  private static void assertAnswer(String call, Rest rest, String message, int status) {
    String path = "/v1/messages/" + message;
    Answer answer =
        switch (call) {
          case "GET" -> rest.get(path);
          case "EDITS" -> rest.get(path + "/edits");
          case "PATCH" -> rest.edit(message, "changed");
          case "DELETE" -> rest.delete(path);
          case "HIDE" -> rest.delete(path + "?for=me");
          case "REACT" -> rest.put(Rest.reaction(message, THUMB));
          case "UNREACT" -> rest.delete(Rest.reaction(message, THUMB));
          case "REPLIES" -> rest.get(path + "/replies");
          case "PIN" -> rest.put(path + "/pin");
          case "UNPIN" -> rest.delete(path + "/pin");
          case "FORWARD" ->
              rest.post(path + "/forward", "{\"conversation_ids\": [\"" + room + "\"]}");
          default -> throw new IllegalArgumentException(call);
        };
    assertThat(answer.status()).as("%s: %s", call, answer).isEqualTo(status);
    String code =
        switch (status) {
          case 401 -> "unauthenticated";
          case 403 -> "forbidden";
          case 404 -> "not_found";
          case 409 -> "conflict";
          default -> "";
        };
    if (!code.isEmpty()) {
      assertThat(answer.text("code")).isEqualTo(code);
    }
  }

  private static String text(Person person, String conversation) {
    return api.rest().as(person).write(conversation, "said").expect(201).text("id");
  }

  private static String created() {
    String group = api.rest().as(owner).group(member);
    return api.rest().as(owner).get(Rest.messages(group)).text("items.0.id");
  }

  private static void role(String conversation, Person person, String role) throws SQLException {
    database.change(
        "update participants set role = '%s' where conversation_id = '%s' and user_id = '%s'"
            .formatted(role, conversation, person.id()));
  }

  private static void mute(String until) throws SQLException {
    database.change(
        "update participants set muted_until = %s where conversation_id = '%s' and user_id = '%s'"
            .formatted(until, room, sender.id()));
  }
}
