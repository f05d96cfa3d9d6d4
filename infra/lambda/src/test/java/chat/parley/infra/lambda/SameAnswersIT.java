package chat.parley.infra.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.lambda.Caller.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the function answers is what an api with its own server answers: the same status, the same
/// headers, the same body.
class SameAnswersIT {
  /// Of the connection, or of the moment.
  private static final Set<String> PASSED_OVER =
      Set.of("date", "content-length", "connection", "x-request-id", "transfer-encoding");

  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

  private static Caller ann;
  private static Caller stranger;
  private static String room;

  @BeforeAll
  static void start() throws Exception {
    Deployment system = Deployment.shared();
    ann = Caller.registered(system.api());
    stranger = Caller.registered(system.api());
    room = ann.group(Caller.registered(system.api()));
    ann.say(room, "hello, world");
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ann | GET | /v1/users/me | - | -",
        "ann | HEAD | /v1/users/me | - | -",
        "ann | GET | /v1/conversations | - | -",
        "ann | GET | /v1/conversations/{room}/messages | - | -",
        "ann | GET | /v1/conversations/{room}/messages?limit=1&before=9 | - | -",
        "ann | GET | /v1/conversations/{room}/messages?limit=0 | - | -",
        "ann | GET | /v1/conversations/{room}/messages?limit=x | - | -",
        "ann | GET | /v1/conversations/{room}/messages?cursor=%25%25 | - | -",
        "ann | GET | /v1/search/messages?q=hello%2C+world | - | -",
        "ann | GET | /v1/search/messages?q=a&q=b | - | -",
        "ann | GET | /v1/search/messages | - | -",
        "ann | GET | /v1/nothing/here | - | -",
        "ann | GET | //v1/users/me | - | -",
        "ann | GET | /v1/conversations/no-id | - | -",
        "ann | GET | /v1/conversations/{nobody} | - | -",
        "ann | DELETE | /v1/users | - | -",
        "ann | PUT | /v1/conversations | application/json | {}",
        "ann | FETCH | /v1/users/me | - | -",
        "ann | OPTIONS | /v1/users/me | - | -",
        "ann | POST | /v1/conversations/{room}/messages | application/json | {\"content\":",
        "ann | POST | /v1/conversations/{room}/messages | application/json | -",
        "ann | POST | /v1/conversations/{room}/messages | application/json | []",
        "ann | POST | /v1/conversations/{room}/messages | application/json | {\"content\":5}",
        "ann | POST | /v1/conversations/{room}/messages | application/json | {\"content\":\"\"}",
        "ann | POST | /v1/conversations/{room}/messages | text/plain | hello",
        "ann | POST | /v1/conversations/{room}/messages | application/x-www-form-urlencoded | a=b",
        "ann | POST | /v1/media | application/json | {}",
        "ann | POST | /v1/media | multipart/form-data; boundary=edge | nonsense",
        "ann | POST | /v1/media | multipart/form-data | nonsense",
        "ann | PUT | /v1/messages/{nobody}/reactions/%F0%9F%91%8D | - | -",
        "stranger | GET | /v1/conversations/{room} | - | -",
        "stranger | GET | /v1/conversations/{room}/messages | - | -",
        "stranger | POST | /v1/conversations/{room}/messages | application/json | {\"content\":\"hi\"}",
        "nobody | GET | /v1/users/me | - | -",
        "nobody | GET | /v1/nothing | - | -",
        "nobody | POST | /v1/auth/login | application/json | {\"username\":\"x\"}",
        "nobody | POST | /v1/auth/login | application/x-www-form-urlencoded | a=%",
        "nobody | POST | /v1/auth/login | application/x-www-form-urlencoded | username=nobody&password=wrong%21",
        "nobody | POST | /v1/auth/register | application/json | {\"username\":\"a\",\"password\":\"b\"}",
        "nobody | GET | /internal/v1/events | - | -",
        "nobody | GET | /.well-known/jwks.json | - | -",
        "nobody | GET | /asyncapi.yml | - | -",
        "nobody | GET | / | - | -",
        "nobody | GET | /c/anything | - | -",
        "nobody | GET | /health | - | -",
      })
  void ofTheFunctionAndOfAnOrdinaryApi(
      String who, String method, String path, String type, String body) throws Exception {
    String there = path.replace("{room}", room).replace("{nobody}", NOBODY);
    List<String> headers = type == null ? List.of() : List.of("Content-Type", type);
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    Deployment system = Deployment.shared();
    Caller caller =
        switch (who) {
          case "ann" -> ann;
          case "stranger" -> stranger;
          default -> Caller.nobody(system.api());
        };

    Reply ordinary = caller.at(system.otherApi()).send(method, there, bytes, headers);
    Reply function = caller.send(method, there, bytes, headers);

    assertThat(text(function)).isEqualTo(text(ordinary));
    assertThat(function.status()).as(text(function)).isEqualTo(ordinary.status());
    assertThat(headers(function)).isEqualTo(headers(ordinary));
  }

  private static Set<String> headers(Reply reply) {
    Set<String> all = new TreeSet<>();
    reply
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!PASSED_OVER.contains(name)) {
                all.add(name + ": " + String.join(", ", values));
              }
            });
    return all;
  }

  /// They come as the validator finds them, in no certain order.
  private static void sortErrors(ObjectNode problem) {
    if (problem.path("errors") instanceof ArrayNode errors) {
      List<JsonNode> sorted = new ArrayList<>();
      errors.forEach(sorted::add);
      sorted.sort(Comparator.comparing(JsonNode::toString));
      errors.removeAll().addAll(sorted);
    }
  }

  /// Without what differs between any two requests.
  private static String text(Reply reply) {
    if (reply.header("content-type").contains("json") && reply.body().length > 0) {
      JsonNode json = reply.json();
      if (json instanceof ObjectNode object) {
        object.remove("trace_id");
        sortErrors(object);
      }
      return json.toString();
    }
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
