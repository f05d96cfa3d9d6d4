package chat.parley.system.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.system.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Somebody who has an account, and what they do without a browser.
///
/// @param entered what their registration or log-in was answered with
record Member(RestClient rest, String name, JsonNode entered) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param name that others see; the username is made of it, and nobody else's
  static Member register(RestClient rest, String name) {
    String username =
        name.toLowerCase(Locale.ROOT).replace(' ', '.')
            + "-"
            + Long.toString(System.nanoTime(), 36);
    Map<String, String> account =
        Map.of(
            "username",
            username,
            "email",
            username + "@example.org",
            "password",
            RestClient.PASSWORD,
            "display_name",
            name);
    return new Member(
        rest, name, RestClient.expect(201, rest.post("/v1/auth/register", "", account)));
  }

  static Member logIn(RestClient rest, String username, String password) {
    Map<String, String> credentials = Map.of("username", username, "password", password);
    JsonNode entered = RestClient.expect(200, rest.post("/v1/auth/login", "", credentials));
    return new Member(rest, entered.at("/user/display_name").asText(), entered);
  }

  String id() {
    return entered.at("/user/id").asText();
  }

  String username() {
    return entered.at("/user/username").asText();
  }

  /// @return its id
  String group(String name, Member... others) {
    return create("group", "private", name, others);
  }

  String create(String type, String visibility, String name, Member... others) {
    return does(
            "POST",
            "/v1/conversations",
            Map.of(
                "type",
                type,
                "visibility",
                visibility,
                "name",
                name,
                "participant_ids",
                Stream.of(others).map(Member::id).toList()))
        .get("id")
        .asText();
  }

  /// @return the id of the conversation between the two
  String direct(Member other) {
    return does(
            "POST",
            "/v1/conversations",
            Map.of("type", "direct", "participant_ids", List.of(other.id())))
        .get("id")
        .asText();
  }

  JsonNode says(String conversation, String text) {
    return does("POST", "/v1/conversations/" + conversation + "/messages", Map.of("content", text));
  }

  void reads(String conversation, long seq) {
    does("POST", "/v1/conversations/" + conversation + "/read", Map.of("seq", seq));
  }

  void setRole(String conversation, Member member, String role) {
    does(
        "PUT",
        "/v1/conversations/%s/participants/%s/role".formatted(conversation, member.id()),
        Map.of("role", role));
  }

  JsonNode does(String method, String path, Map<String, ?> body) {
    HttpResponse<String> answer =
        rest.call(
            method, path, entered.get("access_token").asText(), JSON.valueToTree(body).toString());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 299);
    return answer.body().isEmpty()
        ? JSON.nullNode()
        : RestClient.expect(answer.statusCode(), answer);
  }

  /// What the browser of somebody who logged in a moment ago has stored, for who doesn't want to
  /// wait for the form each time.
  String storageState(String origin) {
    ObjectNode session = JSON.createObjectNode();
    session.set("user", entered.get("user"));
    session.set("session_id", entered.get("session_id"));
    session.set("access_token", entered.get("access_token"));
    session.set("refresh_token", entered.get("refresh_token"));
    long lifetime = entered.get("expires_in").asLong() * 1_000;
    session.put("lifetime", lifetime).put("expires_at", System.currentTimeMillis() + lifetime);
    session.put("rotation", 0).putNull("asked_at");
    Map<String, String> entry =
        Map.of("name", "parley/default/session", "value", session.toString());
    Map<String, ?> storage = Map.of("origin", origin, "localStorage", List.of(entry));
    return JSON.valueToTree(Map.of("cookies", List.of(), "origins", List.of(storage))).toString();
  }
}
