package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands become at the api, and what its answers become on the socket.
class CommandsIT {
  private static final ConversationId ROOM = new ConversationId(UUID.randomUUID());
  private static final ConversationId HALL = new ConversationId(UUID.randomUUID());
  private static final MessageId MESSAGE = new MessageId(UUID.randomUUID());
  private static final FakeRest.Answer DONE = FakeRest.Answer.json("{\"done\":true}");

  private static FakeApi api;
  private static RunningPush push;

  private SessionId session;
  private UserId ada;
  private TestSocket socket;

  @BeforeAll
  static void start() {
    api = new FakeApi();
    push = new RunningPush(api, Map.of("parley.push.commands-in-flight", 4));
  }

  @AfterAll
  static void stop() {
    push.close();
    api.close();
  }

  @BeforeEach
  void open() {
    session = api.newSession();
    ada = api.newUser();
    api.rest.reset();
    socket = push.open(api.token(ada, session, Duration.ofMinutes(5)));
    socket.next("hello");
  }

  @AfterEach
  void nothingElseWasAsked() {
    socket.close();
    assertThat(api.rest.hasMore()).isFalse();
  }

  record Mapping(String type, String data, String method, String path, String body) {}

  static Stream<Mapping> mappings() {
    String room = "/v1/conversations/" + ROOM;
    String message = "/v1/messages/" + MESSAGE;
    String inRoom = "\"conversation_id\":\"" + ROOM + "\"";
    String ofMessage = "\"message_id\":\"" + MESSAGE + "\"";
    return Stream.of(
        new Mapping(
            "message.send",
            "{" + inRoom + ",\"content\":\"ключ 🔑\",\"reply_to\":null,\"client_id\":\"c\"}",
            "POST",
            room + "/messages",
            "{\"content\":\"ключ 🔑\",\"reply_to\":null,\"client_id\":\"c\"}"),
        new Mapping(
            "message.send",
            "{\"attachment_ids\":[\"a\",{\"b\":[1.50,true]}]," + inRoom + "}",
            "POST",
            room + "/messages",
            "{\"attachment_ids\":[\"a\",{\"b\":[1.5,true]}]}"),
        new Mapping(
            "message.edit",
            "{" + ofMessage + ",\"content\":\"x\"}",
            "PATCH",
            message,
            "{\"content\":\"x\"}"),
        new Mapping("message.delete", "{" + ofMessage + "}", "DELETE", message, ""),
        new Mapping(
            "reaction.add",
            "{" + ofMessage + ",\"emoji\":\"👍🏽\"}",
            "PUT",
            message + "/reactions/%F0%9F%91%8D%F0%9F%8F%BD",
            ""),
        new Mapping(
            "reaction.remove",
            "{" + ofMessage + ",\"emoji\":\"#️⃣\"}",
            "DELETE",
            message + "/reactions/%23%EF%B8%8F%E2%83%A3",
            ""),
        new Mapping(
            "receipt.read", "{" + inRoom + ",\"seq\":42}", "POST", room + "/read", "{\"seq\":42}"),
        new Mapping(
            "receipt.delivered",
            "{" + inRoom + ",\"seq\":42}",
            "POST",
            room + "/delivered",
            "{\"seq\":42}"),
        new Mapping(
            "typing.start", "{" + inRoom + "}", "POST", room + "/typing", "{\"is_typing\":true}"),
        new Mapping(
            "typing.stop", "{" + inRoom + "}", "POST", room + "/typing", "{\"is_typing\":false}"),
        new Mapping("conversation.join", "{" + inRoom + "}", "POST", room + "/join", ""),
        new Mapping("conversation.leave", "{" + inRoom + "}", "POST", room + "/leave", ""),
        new Mapping(
            "presence.set",
            "{\"status\":\"dnd\",\"status_text\":null}",
            "PUT",
            "/v1/users/me/status",
            "{\"status\":\"dnd\",\"status_text\":null}"));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void aCommandIsOneCallOfTheApiUnderTheUsersIdentity(Mapping mapping) {
    api.rest.answer(call -> DONE);

    socket.send(command("c1", mapping.type, mapping.data));

    FakeRest.Call call = api.rest.next();
    assertThat(call.method()).isEqualTo(mapping.method);
    assertThat(call.path()).isEqualTo(mapping.path);
    assertThat(parsed(call.body())).isEqualTo(parsed(mapping.body));
    assertThat(call.credential()).isEqualTo(FakeApi.CREDENTIAL);
    assertThat(call.onBehalfOf()).isEqualTo(ada + "/" + session);
    assertThat(call.type()).isEqualTo(mapping.body.isEmpty() ? null : "application/json");
    JsonNode ack = socket.next("ack");
    assertThat(TestSocket.text(ack, "id")).isEqualTo("c1");
    assertThat(member(ack, "data").getValue()).isEqualTo(Map.of("done", true));
  }

  @Test
  void anAnswerWithoutABodyIsAnAckWithNothingInIt() {
    socket.send(command("c\\\"ü", "typing.start", inRoom("")));

    api.rest.next();
    JsonNode ack = socket.next("ack");
    assertThat(TestSocket.text(ack, "id")).isEqualTo("c\"ü");
    assertThat(member(ack, "data").size()).isZero();
  }

  @Test
  void aRefusalOfTheApiIsHandedOnAsItIs() {
    api.rest.answer(
        call ->
            FakeRest.Answer.problem(
                403, "{\"code\":\"muted\",\"detail\":\"ü\",\"something\":{\"new\":1}}"));

    socket.send(command("c1", "message.send", inRoom(",\"content\":\"x\"")));

    api.rest.next();
    JsonNode error = socket.next("error");
    assertThat(TestSocket.text(error, "id")).isEqualTo("c1");
    assertThat(code(error)).isEqualTo("muted");
    assertThat(member(member(error, "error"), "something").size()).isEqualTo(1);
  }

  @Test
  void withoutAnIdOnlyAFailureIsTold() {
    socket.send("{\"type\":\"typing.start\",\"data\":%s}".formatted(inRoom("")));
    api.rest.next();
    api.rest.answer(call -> FakeRest.Answer.problem(404, "{\"code\":\"not_found\"}"));
    socket.send("{\"type\":\"typing.stop\",\"data\":%s}".formatted(inRoom("")));
    api.rest.next();

    JsonNode error = socket.next("error");
    assertThat(code(error)).isEqualTo("not_found");
    assertThat(error.get("id")).isNull();
  }

  @Test
  void whatIsNotTheApisWordIsNoAnswer() {
    api.rest.answer(call -> new FakeRest.Answer(502, "text/html", "<h1>Bad gateway</h1>"));
    socket.send(command("c1", "message.delete", ofMessage("")));
    assertThat(code(socket.next("error"))).isEqualTo("dependency_unavailable");
    api.rest.answer(call -> new FakeRest.Answer(200, "text/html", "<h1>Log in</h1>"));
    socket.send(command("c2", "message.delete", ofMessage("")));
    assertThat(code(socket.next("error"))).isEqualTo("dependency_unavailable");
    api.rest.next();
    api.rest.next();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message.send {} conversation_id",
        "message.send {\"conversation_id\":7} conversation_id",
        "message.send {\"conversation_id\":null} conversation_id",
        "message.send [] conversation_id",
        "message.send null conversation_id",
        "receipt.read {\"conversation_id\":\"../../users/me/status\"} conversation_id",
        "typing.start {\"conversation_id\":\"\"} conversation_id",
        "conversation.join {\"conversation_id\":\"x\"} conversation_id",
        "message.edit {\"content\":\"x\"} message_id",
        "message.delete {\"message_id\":\"0190/../../0000-0000-0000-000000000000\"} message_id",
        "reaction.add {\"emoji\":\"👍\"} message_id",
      })
  void aMissingOrBadIdIsNamedAndNothingIsAsked(String row) {
    String[] parts = row.split(" ", -1);
    assertNamed(parts[0], parts[1], parts[2]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../pin", "a", "%F0%9F%91%8D", "?x=1"})
  void whatIsNoEmojiIsNamedAndNothingIsAsked(String emoji) {
    assertNamed("reaction.add", ofMessage(",\"emoji\":\"%s\"".formatted(emoji)), "emoji");
  }

  @Test
  void anEmojiOfAnyLengthIsNotAsked() {
    assertNamed("reaction.add", ofMessage(",\"emoji\":\"%s\"".formatted("👍".repeat(40))), "emoji");
  }

  @Test
  void anEmojiWithPartsOfAPathStaysOneSegment() {
    socket.send(command("c1", "reaction.add", ofMessage(",\"emoji\":\"👍/../x?y#z\"")));

    assertThat(api.rest.next().path())
        .isEqualTo("/v1/messages/" + MESSAGE + "/reactions/%F0%9F%91%8D%2F..%2Fx%3Fy%23z");
    socket.next("ack");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e400", "123456789012345678901234567890", "-0.0"})
  void aNumberOfAnySizeGoesToTheApiAsJson(String number) {
    socket.send(command("c1", "receipt.read", inRoom(",\"seq\":" + number)));

    assertThat(parsed(api.rest.next().body())).isNotNull();
    socket.next("ack");
  }

  @Test
  void anIdIsWrittenByUsInLowerCase() {
    String upper = ROOM.toString().toUpperCase(java.util.Locale.ROOT);
    socket.send(
        command("c1", "conversation.join", "{\"conversation_id\":\"%s\"}".formatted(upper)));

    assertThat(api.rest.next().path()).isEqualTo("/v1/conversations/" + ROOM + "/join");
    socket.next("ack");
  }

  @Test
  void commandsIntoOneConversationAreCarriedOutInTheirOrderAndOthersDontWait() {
    CountDownLatch first = api.rest.hold(DONE);
    socket.send(command("c1", "message.send", inRoom(",\"content\":\"1\"")));
    assertThat(api.rest.next().body()).contains("\"1\"");
    api.rest.answer(call -> DONE);
    socket.send(command("c2", "message.send", inRoom(",\"content\":\"2\"")));
    socket.send(command("c3", "message.send", inRoom(",\"content\":\"3\"")));
    socket.send(command("c4", "typing.stop", "{\"conversation_id\":\"%s\"}".formatted(HALL)));

    assertThat(api.rest.next().path()).contains(HALL.toString());
    assertThat(TestSocket.text(socket.next("ack"), "id")).isEqualTo("c4");
    first.countDown();

    assertThat(api.rest.next().body()).contains("\"2\"");
    assertThat(api.rest.next().body()).contains("\"3\"");
    for (String id : new String[] {"c1", "c2", "c3"}) {
      assertThat(TestSocket.text(socket.next("ack"), "id")).isEqualTo(id);
    }
  }

  @Test
  void oneMoreThanMayBeUnansweredIsRefusedAndTheRestGoOn() {
    CountDownLatch held = api.rest.hold(DONE);
    for (int i = 1; i <= 5; i++) {
      socket.send(command("c" + i, "message.send", inRoom(",\"content\":\"x\"")));
    }
    JsonNode refused = socket.next("error");
    assertThat(TestSocket.text(refused, "id")).isEqualTo("c5");
    assertThat(code(refused)).isEqualTo("rate_limited");

    held.countDown();
    for (int i = 1; i <= 4; i++) {
      assertThat(TestSocket.text(socket.next("ack"), "id")).isEqualTo("c" + i);
      api.rest.next();
    }
    socket.send(command("c6", "message.send", inRoom(",\"content\":\"x\"")));
    assertThat(TestSocket.text(socket.next("ack"), "id")).isEqualTo("c6");
    api.rest.next();
  }

  @Test
  void whatAClosedSocketHasSentIsStillCarriedOut() {
    CountDownLatch held = api.rest.hold(DONE);
    socket.send(command("c1", "message.send", inRoom(",\"content\":\"1\"")));
    socket.send(command("c2", "message.send", inRoom(",\"content\":\"2\"")));
    socket.send("{\"type\":\"ping\"}");
    socket.next("pong");
    api.rest.next();
    socket.abort();
    held.countDown();

    assertThat(api.rest.next().body()).contains("\"2\"");
  }

  @Test
  void connectionsAreUsedAgain() {
    Set<Integer> connections = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      socket.send(command("c" + i, "typing.start", inRoom("")));
      socket.next("ack");
      connections.add(api.rest.next().connection());
    }
    assertThat(connections).hasSizeLessThan(5);
  }

  @Test
  void commandsAreAnsweredWhileAResumptionIsGoingOn() {
    UserId bob = api.newUser();
    ConversationId talk = api.newConversation(bob);
    api.append(talk);
    try (TestSocket resuming = push.resume(api.token(bob))) {
      resuming.next("hello");
      resuming.send(command("c1", "typing.start", inRoom("")));
      resuming.next("ack");
      api.rest.next();
      resuming.send("{\"type\":\"resume\",\"data\":{\"positions\":{\"%s\":0}}}".formatted(talk));
      resuming.next("message.created");
      resuming.next("resumed");
    }
  }

  @Test
  void commandsAreCountedByWhatBecameOfThem() {
    double done = push.meter("parley.push.commands", "type", "typing.stop", "outcome", "done");
    double invalid =
        push.meter("parley.push.commands", "type", "typing.stop", "outcome", "invalid");
    socket.send(command("c1", "typing.stop", inRoom("")));
    socket.next("ack");
    socket.send(command("c2", "typing.stop", "{}"));
    socket.next("error");
    api.rest.next();

    assertThat(push.meter("parley.push.commands", "type", "typing.stop", "outcome", "done"))
        .isEqualTo(done + 1);
    assertThat(push.meter("parley.push.commands", "type", "typing.stop", "outcome", "invalid"))
        .isEqualTo(invalid + 1);
  }

  private void assertNamed(String type, String data, String member) {
    socket.send(command("c1", type, data));
    JsonNode error = socket.next("error");
    assertThat(TestSocket.text(error, "id")).isEqualTo("c1");
    assertThat(code(error)).isEqualTo("validation_failed");
    JsonNode first = Objects.requireNonNull(member(member(error, "error"), "errors").get(0));
    assertThat(TestSocket.text(first, "field")).isEqualTo(member);
  }

  private static @Nullable Object parsed(String json) {
    try {
      return json.isEmpty()
          ? null
          : Objects.requireNonNull(JsonMapper.createDefault().readValue(json, JsonNode.class))
              .getValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String inRoom(String more) {
    return "{\"conversation_id\":\"%s\"%s}".formatted(ROOM, more);
  }

  private static String ofMessage(String more) {
    return "{\"message_id\":\"%s\"%s}".formatted(MESSAGE, more);
  }

  private static String command(String id, String type, String data) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"data\":%s}".formatted(id, type, data);
  }

  private static String code(JsonNode error) {
    return TestSocket.text(member(error, "error"), "code");
  }

  private static JsonNode member(JsonNode object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }
}
