package chat.parley.system.chaos;

import chat.parley.system.chaos.World.Person;
import chat.parley.system.chaos.World.Room;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The histories of all rooms as their owners, who never leave, can read them.
record Histories(Api api, World world) {
  private static final int PAGE = 100;

  /// @param node of the api to ask first
  List<History> read(int node) {
    return world.all().stream().map(room -> read(node, room)).toList();
  }

  private History read(int node, Room room) {
    List<Event> events = new ArrayList<>();
    boolean more = true;
    while (more) {
      long after = events.isEmpty() ? 0 : events.getLast().seq();
      JsonNode page = get(node, room, "/events?limit=" + PAGE + "&after=" + after);
      page.path("items").forEach(item -> events.add(Event.of(item)));
      more = page.hasNonNull("next_cursor");
    }
    return new History(
        room.id(),
        room.founders().stream().map(Person::id).collect(Collectors.toSet()),
        get(node, room, "").path("last_seq").asLong(),
        events);
  }

  private JsonNode get(int node, Room room, String what) {
    return api.require(
        node,
        new Api.Call("GET", "/v1/conversations/" + room.id() + what, room.owner().token(), null));
  }

  /// Whether a reader is at the end of everything that is theirs.
  boolean isTold(List<History> all, Memory memory) {
    return memory.isPresent()
        && all.stream()
            .filter(history -> isMember(history, memory.person()))
            .allMatch(history -> memory.position(history.conversation()) >= history.lastSeq());
  }

  private static boolean isMember(History history, Person person) {
    Map<String, List<History.Span>> spans = history.spans();
    List<History.Span> own = spans.getOrDefault(person.id(), List.of());
    return !own.isEmpty() && own.getLast().isOpen();
  }
}
