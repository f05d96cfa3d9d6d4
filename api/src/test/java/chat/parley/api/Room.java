package chat.parley.api;

import static java.util.Objects.requireNonNull;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import io.micronaut.json.tree.JsonNode;
import java.sql.SQLException;
import java.util.List;

/// A conversation and the calls that change who is in it.
record Room(String id) {

  /// @param visibility `private` or `public`
  static Room open(Rest creator, String visibility, Person... others) {
    return new Room(
        creator
            .post(
                "/v1/conversations",
                "{\"name\": \"Room\", \"visibility\": \"%s\", \"participant_ids\": %s}"
                    .formatted(visibility, Rest.ids(others)))
            .expect(201)
            .text("id"));
  }

  String path() {
    return "/v1/conversations/" + id;
  }

  Answer join(Rest rest) {
    return rest.post(path() + "/join");
  }

  Answer leave(Rest rest) {
    return rest.post(path() + "/leave");
  }

  Answer add(Rest rest, Person... people) {
    return rest.post(path() + "/participants", "{\"user_ids\": %s}".formatted(Rest.ids(people)));
  }

  Answer remove(Rest rest, Person person) {
    return rest.delete(path() + "/participants/" + person.id());
  }

  Answer ban(Rest rest, Person person) {
    return rest.put(path() + "/bans/" + person.id());
  }

  Answer unban(Rest rest, Person person) {
    return rest.delete(path() + "/bans/" + person.id());
  }

  Answer delete(Rest rest) {
    return rest.delete(path());
  }

  /// The events after a position, each as its seq, its type and what it is about.
  List<String> events(Rest rest, long after) {
    return rest.get(path() + "/events?limit=100&after=" + after).expect(200).items().stream()
        .map(Room::told)
        .toList();
  }

  /// `7 participant.removed`, or for a system message `6 participant_left`.
  static String told(JsonNode event) {
    JsonNode data = requireNonNull(event.get("data"));
    JsonNode system = data.get("system");
    String what =
        system == null || system.isNull()
            ? requireNonNull(event.get("type")).getStringValue()
            : requireNonNull(system.get("kind")).getStringValue();
    return requireNonNull(event.get("seq")).getLongValue() + " " + what;
  }

  Answer role(Rest rest, Person person, String role) {
    return rest.put(
        path() + "/participants/" + person.id() + "/role", "{\"role\": \"" + role + "\"}");
  }

  /// @param until a time in quotes, or null
  Answer mute(Rest rest, Person person, String until) {
    return rest.put(
        path() + "/participants/" + person.id() + "/mute", "{\"until\": " + until + "}");
  }

  Answer change(Rest rest, String json) {
    return rest.patch(path(), json);
  }

  /// Without an event, for tests that count them.
  void makeAdmin(Database database, Person person) throws SQLException {
    database.change(
        "update participants set role = 'admin' where conversation_id = '%s' and user_id = '%s'"
            .formatted(id, person.id()));
  }
}
