package chat.parley.system;

import chat.parley.system.RestClient.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Messages by all senders, each into conversations of theirs, through both apis.
final class Traffic {
  private final Rooms rooms;
  private final List<RestClient> apis;
  private final String name;
  private final int messages;
  private final Map<String, Long> postedAt = new ConcurrentHashMap<>();
  private final Map<String, String> sentTo = new ConcurrentHashMap<>();

  Traffic(Rooms rooms, List<RestClient> apis, String name, int messages) {
    this.rooms = rooms;
    this.apis = apis;
    this.name = name;
    this.messages = messages;
  }

  /// @param perSecond of all senders together, counted from when a message is due; 0 for as
  ///     many as they can
  void send(int perSecond) throws Exception {
    List<Callable<Void>> senders = new ArrayList<>();
    List<Person> people = rooms.people();
    long start = System.nanoTime();
    for (int s = 0; s < people.size(); s++) {
      int sender = s;
      senders.add(
          () -> {
            Random random = new Random(sender);
            for (int i = sender; i < messages; i += people.size()) {
              long due =
                  perSecond == 0 ? System.nanoTime() : start + i * 1_000_000_000L / perSecond;
              awaitTime(due);
              send(people.get(sender), random, name + "-" + i, due, apis.get(i % 2));
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> each : threads.invokeAll(senders)) {
        each.get();
      }
    }
  }

  private void send(Person person, Random random, String clientId, long due, RestClient api) {
    List<String> own = rooms.of(person);
    String conversation = own.get(random.nextInt(own.size()));
    postedAt.put(clientId, due);
    sentTo.put(clientId, conversation);
    RestClient.expect(
        201,
        api.post(
            "/v1/conversations/" + conversation + "/messages",
            person.token(),
            Map.of("content", "message " + clientId, "client_id", clientId)));
  }

  /// Open loop: this is when the message is due, not a wait for something to happen.
  private static void awaitTime(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// The `client_id`s of what was sent into rooms of this person's.
  Set<String> expectedBy(Person person) {
    Set<String> expected = new HashSet<>();
    sentTo.forEach(
        (clientId, room) -> {
          if (rooms.of(person).contains(room)) {
            expected.add(clientId);
          }
        });
    return expected;
  }

  /// When it was due, or nothing for what is not of this traffic.
  Optional<Long> dueAt(String clientId) {
    return Optional.ofNullable(postedAt.get(clientId));
  }
}
