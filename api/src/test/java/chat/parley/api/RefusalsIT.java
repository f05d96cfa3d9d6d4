package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every refusal is a problem document with the right status and code.
class RefusalsIT {
  private static final String NOWHERE = "019aa0c0-0000-7000-8000-000000000000";

  private static RunningApi api;
  private static Rest nobody;
  private static Rest ada;
  private static String room;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    nobody = api.rest();
    Person person = nobody.register("ada");
    ada = nobody.as(person);
    room =
        ada.post("/v1/conversations", "{\"participant_ids\": [], \"name\": \"Room\"}").text("id");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<Refused> bodies() {
    String register = "/v1/auth/register";
    String conversations = "/v1/conversations";
    String messages = "/v1/conversations/" + room + "/messages";
    return Stream.of(
        new Refused(register, "{", 400, "malformed_request"),
        new Refused(register, "", 400, "malformed_request"),
        new Refused(register, "[]", 400, "malformed_request"),
        new Refused(register, "null", 400, "malformed_request"),
        new Refused(register, "{}", 422, "validation_failed"),
        new Refused(register, person("ad", "a@b.org", "correct horse"), 422, "validation_failed"),
        new Refused(register, person("a b", "a@b.org", "correct horse"), 422, "validation_failed"),
        new Refused(register, person("abc", "nowhere", "correct horse"), 422, "validation_failed"),
        new Refused(register, person("abc", "a@b.org", "short"), 422, "validation_failed"),
        new Refused(register, person("abc", "a@b.org", "x".repeat(129)), 422, "validation_failed"),
        new Refused(
            register,
            "{\"username\": {}, \"email\": \"a@b.org\", \"password\": \"correct horse\"}",
            400,
            "malformed_request"),
        new Refused("/v1/auth/login", "{\"password\": \"x\"}", 422, "validation_failed"),
        new Refused(
            "/v1/auth/login",
            "{\"username\": \"nobody\", \"password\": \"x\"}",
            401,
            "invalid_credentials"),
        new Refused(conversations, "{}", 422, "validation_failed"),
        new Refused(conversations, "{\"participant_ids\": 5}", 400, "malformed_request"),
        new Refused(conversations, "{\"participant_ids\": [\"x\"]}", 400, "malformed_request"),
        new Refused(
            conversations,
            "{\"participant_ids\": \"019aa0c0-0000-7000-8000-000000000000\"}",
            400,
            "malformed_request"),
        new Refused(conversations, "{\"participant_ids\": [null]}", 422, "validation_failed"),
        new Refused(
            conversations, "{\"participant_ids\": [\"" + NOWHERE + "\"]}", 404, "not_found"),
        new Refused(
            conversations,
            "{\"type\": \"club\", \"participant_ids\": []}",
            422,
            "validation_failed"),
        new Refused(
            conversations,
            "{\"type\": \"direct\", \"participant_ids\": []}",
            422,
            "validation_failed"),
        new Refused(
            conversations,
            "{\"participant_ids\": [], \"name\": \"" + "x".repeat(101) + "\"}",
            422,
            "validation_failed"),
        new Refused(
            conversations,
            "{\"participant_ids\": [], \"name\": \"a\\u0000b\"}",
            400,
            "malformed_request"),
        new Refused(messages, "{", 400, "malformed_request"),
        new Refused(messages, "{}", 422, "validation_failed"),
        new Refused(messages, "{\"content\": \"   \"}", 422, "validation_failed"),
        new Refused(messages, "{\"content\": null}", 422, "validation_failed"),
        new Refused(messages, "{\"content\": [\"x\"]}", 400, "malformed_request"),
        new Refused(messages, "{\"content\": 5}", 400, "malformed_request"),
        new Refused(messages, "{\"content\": true}", 400, "malformed_request"),
        new Refused(messages, "{\"content\": \"a\\u0000b\"}", 400, "malformed_request"),
        new Refused(messages, "{\"content\": \"\\ud800\"}", 400, "malformed_request"),
        new Refused(
            messages, "{\"content\": \"" + "x".repeat(4_001) + "\"}", 422, "validation_failed"),
        new Refused(
            messages,
            "{\"content\": \"x\", \"client_id\": \"" + "x".repeat(65) + "\"}",
            422,
            "validation_failed"),
        new Refused(
            messages, "{\"content\": \"x\", \"client_id\": \"\"}", 422, "validation_failed"),
        new Refused(
            messages, "{\"content\": \"" + "x".repeat(300_000) + "\"}", 413, "payload_too_large"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatIsNotRight(Refused refused) {
    assertProblem(ada.post(refused.path(), refused.body()), refused.status(), refused.code());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/nowhere, 404, not_found",
    "/v1/conversations/019aa0c0-0000-7000-8000-000000000000, 404, not_found",
    "/v1/conversations/1, 404, not_found",
    "/v1/conversations/not-an-id/messages, 404, not_found",
    "/v1/conversations?limit=0, 422, validation_failed",
    "/v1/conversations?limit=101, 422, validation_failed",
    "/v1/conversations?limit=many, 400, malformed_request",
    "/v1/conversations?cursor=%25, 400, malformed_request",
    "/v1/conversations?cursor=YQ, 400, malformed_request",
    "/v1/conversations?type=club, 422, validation_failed",
    "/v1/conversations/ROOM/messages?before=1&after=2, 422, validation_failed",
    "/v1/conversations/ROOM/messages?before=x, 422, validation_failed",
    "/v1/conversations/ROOM/messages?cursor=x, 400, malformed_request",
    "/v1/conversations/ROOM/messages?around=019aa0c0-0000-7000-8000-000000000000, 404, not_found",
    "/v1/conversations/ROOM/events?after=-1, 422, validation_failed",
    "/v1/conversations/ROOM/events?after=x, 400, malformed_request",
    "/v1/conversations/ROOM/events?cursor=x, 400, malformed_request",
    "/v1/auth/register, 405, method_not_allowed",
  })
  void anAddressThatIsNotRight(String path, int status, String code) {
    assertProblem(ada.get(path.replace("ROOM", room)), status, code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/users/me",
        "/v1/auth/me",
        "/v1/conversations",
        "/v1/conversations/ROOM/events"
      })
  void nobodyGetsInWithoutAToken(String path) {
    Answer without = nobody.get(path.replace("ROOM", room));
    Answer forged = nobody.withToken("e30.e30.e30").get(path.replace("ROOM", room));

    assertProblem(without, 401, "unauthenticated");
    assertThat(without.header("WWW-Authenticate")).hasValue("Bearer realm=\"parley\"");
    assertProblem(forged, 401, "unauthenticated");
    assertThat(forged.header("WWW-Authenticate"))
        .hasValue("Bearer realm=\"parley\", error=\"invalid_token\"");
  }

  @Test
  void aStrangerCannotTellAConversationFromNone() {
    Rest eve = nobody.as(nobody.register("eve"));

    for (String path : new String[] {"", "/messages", "/events"}) {
      Answer real = eve.get("/v1/conversations/" + room + path);
      Answer none = eve.get("/v1/conversations/" + NOWHERE + path);

      assertProblem(real, 404, "not_found");
      assertThat(real.text("detail")).isEqualTo(none.text("detail"));
    }
    assertProblem(
        eve.post("/v1/conversations/" + room + "/messages", "{\"content\": \"x\"}"),
        404,
        "not_found");
  }

  @Test
  void anotherContentTypeIsRefused() {
    assertProblem(ada.post("/v1/conversations", "text/plain", "{}"), 415, "unsupported_media_type");
  }

  @Test
  void theRequestIdIsTheClientsWhereItIsWellFormed() {
    Answer own = ada.send(ada.request("/v1/nowhere").header("X-Request-Id", "abc-1.2_3").GET());
    Answer strange = ada.send(ada.request("/v1/nowhere").header("X-Request-Id", "a b").GET());

    assertThat(own.header("X-Request-Id")).hasValue("abc-1.2_3");
    assertThat(own.text("trace_id")).isEqualTo("abc-1.2_3");
    assertThat(strange.header("X-Request-Id")).isPresent().get().isNotEqualTo("a b");
    assertThat(ada.get("/v1/users/me").header("X-Request-Id")).isPresent();
  }

  @Test
  void internalCallsAreForTheServiceCredentialOnly() {
    String open = "/internal/v1/realtime/open";
    assertProblem(nobody.post(open, "{\"items\": []}"), 401, "unauthenticated");
    assertProblem(ada.post(open, "{\"items\": []}"), 401, "unauthenticated");
    HttpRequest.Builder wrong =
        nobody
            .request(open)
            .header("Parley-Service-Credential", "x".repeat(40))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"items\": []}"));
    assertProblem(nobody.send(wrong), 401, "unauthenticated");
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.text("code")).as("%s", answer).isEqualTo(code);
    assertThat(answer.text("type")).isEqualTo("/problems/" + code);
    assertThat(answer.at("status").getIntValue()).isEqualTo(status);
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.text("instance")).isEqualTo(answer.response().uri().getPath());
    assertThat(answer.text("trace_id")).isEqualTo(answer.header("X-Request-Id").orElseThrow());
    if (code.equals("validation_failed")) {
      assertThat(answer.at("errors").size()).as("%s", answer).isPositive();
    }
  }

  private static String person(String username, String email, String password) {
    return "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
        .formatted(username, email, password);
  }

  record Refused(String path, String body, int status, String code) {
    @Override
    public String toString() {
      return path + " " + body.substring(0, Math.min(60, body.length()));
    }
  }
}
