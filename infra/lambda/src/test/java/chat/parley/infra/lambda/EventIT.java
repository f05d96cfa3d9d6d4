package chat.parley.infra.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Events as API Gateway and function URLs write them, one by one.
class EventIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOGIN =
      "{\"username\":\"nobody-at-all\",\"password\":\"wrong wrong\"}";

  private static Deployment system;
  private static Instance function;
  private static Caller ann;
  private static String room;

  @BeforeAll
  static void start() throws Exception {
    system = Deployment.shared();
    ann = Caller.registered(system.api());
    room = ann.group(Caller.registered(system.api()));
    function =
        system
            .instance(
                "events",
                ApiFunction.class,
                Map.of(
                    "PARLEY_RATE_LIMITS_ENABLED", "true",
                    "PARLEY_RATE_LIMITS_LOGIN", "off",
                    "PARLEY_RATE_LIMITS_LOGIN_BY_ADDRESS", "2/1h",
                    "PARLEY_TRUSTED_PROXIES", "127.0.0.1"))
            .awaitReady();
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  private static ObjectNode event(String method, String path) {
    ObjectNode event = JSON.createObjectNode();
    event
        .put("version", "2.0")
        .put("routeKey", "ANY /{proxy+}")
        .put("rawPath", path)
        .put("rawQueryString", "")
        .put("isBase64Encoded", false);
    event
        .putObject("headers")
        .put("authorization", "Bearer " + ann.token())
        .put("content-type", "application/json")
        .put("host", "abc.execute-api.eu-central-1.amazonaws.com");
    ObjectNode context =
        event
            .putObject("requestContext")
            .put("accountId", "1")
            .put("apiId", "abc")
            .put("domainName", "abc.execute-api.eu-central-1.amazonaws.com")
            .put("requestId", "r")
            .put("stage", "$default")
            .put("time", "22/Nov/2026:10:00:00 +0000")
            .put("timeEpoch", 1_795_341_600_000L);
    context
        .putObject("http")
        .put("method", method)
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "203.0.113.7")
        .put("userAgent", "somebody");
    return event;
  }

  private static JsonNode answer(JsonNode event) throws Exception {
    return JSON.readTree(function.invoke(JSON.writeValueAsBytes(event)).get(30, TimeUnit.SECONDS));
  }

  private static int status(JsonNode answer) {
    return answer.path("statusCode").asInt();
  }

  private static JsonNode body(JsonNode answer) throws Exception {
    return JSON.readTree(answer.path("body").asText());
  }

  @Test
  void theStageOfAGatewayIsNoPartOfThePath() throws Exception {
    ObjectNode event = event("GET", "/production/v1/users/me");
    ((ObjectNode) event.path("requestContext")).put("stage", "production");
    assertThat(status(answer(event))).isEqualTo(200);
    assertThat(status(answer(event("GET", "/production/v1/users/me")))).isEqualTo(404);
  }

  @Test
  void aQueryIsReadAsItWasWritten() throws Exception {
    ann.say(room, "apples, pears");
    ObjectNode event = event("GET", "/v1/search/messages");
    event.put("rawQueryString", "q=%22apples%2C+pears%22&limit=1");
    event.putObject("queryStringParameters").put("q", "\"apples, pears\"").put("limit", "1");
    assertThat(body(answer(event)).path("items")).hasSize(1);
  }

  @Test
  void aPathMayBeDecodedOrNot() throws Exception {
    String message = ann.say(room, "like me").json().path("id").asText();
    String way = "/v1/messages/" + message + "/reactions/";
    assertThat(status(answer(event("PUT", way + "%F0%9F%91%8D")))).isBetween(200, 204);
    assertThat(status(answer(event("DELETE", way + "\uD83D\uDC4D")))).isBetween(200, 204);
  }

  @Test
  void aBodyMayBeBytes() throws Exception {
    ObjectNode event = event("POST", "/v1/conversations/" + room + "/messages");
    event.put("isBase64Encoded", true);
    event.put(
        "body",
        Base64.getEncoder()
            .encodeToString("{\"content\":\"gr\u00fc\u00dfe\"}".getBytes(StandardCharsets.UTF_8)));
    JsonNode answer = answer(event);
    assertThat(status(answer)).isEqualTo(201);
    assertThat(body(answer).path("content").asText()).isEqualTo("gr\u00fc\u00dfe");
  }

  @Test
  void headersOfOneNameComeAsOneAndCookiesApart() throws Exception {
    ObjectNode event = event("GET", "/v1/users/me");
    ((ObjectNode) event.path("headers")).put("accept", "text/html,application/json");
    event.putArray("cookies").add("a=1").add("b=2");
    JsonNode answer = answer(event);
    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer.path("multiValueHeaders").isEmpty()).isTrue();
    assertThat(answer.path("headers").path("vary").isMissingNode()).isTrue();
  }

  @Test
  void aFileIsAnsweredInBase64AndJsonAsItIs() throws Exception {
    ObjectNode page = event("GET", "/");
    ((ObjectNode) page.path("headers")).put("accept", "text/html");
    assertThat(answer(page).path("isBase64Encoded").asBoolean()).isTrue();
    JsonNode json = answer(event("GET", "/v1/users/me"));
    assertThat(json.path("isBase64Encoded").asBoolean()).isFalse();
    assertThat(body(json).path("id").asText()).isEqualTo(ann.id());
  }

  @Test
  void peopleAreToldApartByTheGatewaysWord() throws Exception {
    Set<Integer> first = new HashSet<>();
    first.add(status(answer(login("198.51.100.1", ""))));
    first.add(status(answer(login("198.51.100.1", ""))));
    assertThat(first).containsExactly(401);
    assertThat(status(answer(login("198.51.100.1", "")))).isEqualTo(429);
    assertThat(status(answer(login("198.51.100.1", "192.0.2.99")))).isEqualTo(429);
    assertThat(status(answer(login("198.51.100.1", "127.0.0.1, 192.0.2.98")))).isEqualTo(429);
    assertThat(status(answer(login("2001:db8::1", "")))).isEqualTo(401);
  }

  private static ObjectNode login(String source, String forwarded) {
    ObjectNode event = event("POST", "/v1/auth/login");
    ObjectNode headers = (ObjectNode) event.path("headers");
    headers.remove("authorization");
    if (!forwarded.isEmpty()) {
      headers.put("x-forwarded-for", forwarded + ", " + source);
    }
    ((ObjectNode) event.path("requestContext").path("http")).put("sourceIp", source);
    event.put("body", LOGIN);
    return event;
  }
}
