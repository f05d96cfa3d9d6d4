package chat.parley.system;

import chat.parley.system.RestClient.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Who is in which conversation.
final class Rooms {
  private final Map<Person, List<String>> roomsOf = new LinkedHashMap<>();

  Rooms(List<Person> people) {
    people.forEach(person -> roomsOf.put(person, new ArrayList<>()));
  }

  /// The first member opens it.
  String open(RestClient api, List<Person> members) {
    JsonNode answer =
        RestClient.expect(
            201,
            api.post(
                "/v1/conversations",
                members.getFirst().token(),
                Map.of(
                    "name", "Room", "participant_ids", members.stream().map(Person::id).toList())));
    String id = answer.get("id").asText();
    members.forEach(member -> of(member).add(id));
    return id;
  }

  List<Person> people() {
    return List.copyOf(roomsOf.keySet());
  }

  List<String> of(Person person) {
    return Objects.requireNonNull(roomsOf.get(person), person::username);
  }
}
