package chat.parley.system.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Who is there and what they talk in, made while all is well.
///
/// @param probes where the prober is
record World(List<Person> people, List<Room> rooms, Person prober, List<Room> probes) {
  private static final String PASSWORD = "correct horse battery";

  record Person(String name, String id, String token) {}

  /// @param founders never change but by their own leaving; the first is the owner and stays
  /// @param present who is a member as far as those know who change it; any thread
  record Room(String id, boolean open, List<Person> founders, Set<Person> present) {
    Person owner() {
      return founders.getFirst();
    }
  }

  /// @param open how many of the rooms are public groups; the others are private ones and, one in
  ///     four, between two
  /// @param probes how many rooms the prober has
  static World make(Api api, Random random, int people, int rooms, int open, int probes) {
    List<Person> all = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      all.add(register(api, i, "person-" + i));
    }
    List<Room> made = new ArrayList<>();
    for (int i = 0; i < rooms; i++) {
      made.add(room(api, all, i, random, i < open));
    }
    Person prober = register(api, 0, "prober");
    Person other = register(api, 1, "probed");
    List<Room> probed =
        IntStream.range(0, probes)
            .mapToObj(i -> create(api, List.of(prober, other), "probes " + i, false))
            .toList();
    return new World(List.copyOf(all), List.copyOf(made), prober, probed);
  }

  static Person register(Api api, int node, String name) {
    Map<String, String> body =
        Map.of("username", name, "email", name + "@example.org", "password", PASSWORD);
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Api.Call call = new Api.Call("POST", "/v1/auth/register", "", body);
    Api.Result result = api.insist(node, call, () -> System.nanoTime() > deadline);
    // A first try that was not answered in time may have done it.
    JsonNode made =
        result.outcome() == Write.Outcome.ACKNOWLEDGED
            ? result.body()
            : api.require(node, login(name));
    return new Person(name, made.at("/user/id").asText(), made.path("access_token").asText());
  }

  /// Another session of theirs.
  static Api.Call login(Person person) {
    return login(person.name());
  }

  private static Api.Call login(String name) {
    Map<String, String> body = Map.of("username", name, "password", PASSWORD);
    return new Api.Call("POST", "/v1/auth/login", "", body);
  }

  private static Room room(Api api, List<Person> all, int number, Random random, boolean open) {
    int size = !open && number % 4 == 3 ? 2 : 4 + random.nextInt(4);
    Set<Integer> chosen = new TreeSet<>();
    while (chosen.size() < size) {
      chosen.add(random.nextInt(all.size()));
    }
    List<Person> members = chosen.stream().map(all::get).toList();
    return create(api, members, size == 2 ? "" : "room " + number, open);
  }

  private static Room create(Api api, List<Person> members, String name, boolean open) {
    Map<String, Object> body = new HashMap<>();
    body.put("participant_ids", members.stream().skip(1).map(Person::id).toList());
    if (!name.isEmpty()) {
      body.put("name", name);
      body.put("visibility", open ? "public" : "private");
    }
    JsonNode made =
        api.require(0, new Api.Call("POST", "/v1/conversations", members.getFirst().token(), body));
    Set<Person> present = ConcurrentHashMap.newKeySet();
    present.addAll(members);
    return new Room(made.path("id").asText(), open, members, present);
  }

  List<Room> all() {
    List<Room> all = new ArrayList<>(rooms);
    all.addAll(probes);
    return all;
  }
}
