package chat.parley.system.chaos;

import chat.parley.system.chaos.World.Person;
import chat.parley.system.chaos.World.Room;
import chat.parley.system.chaos.Write.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Moves people into and out of one public room, one after the other: they join and leave by
/// themselves, the owner adds and removes them. One for each room, so that there is an order of
/// what was asked.
final class Steward implements Runnable {
  private static final String ADDED = "participant.added";
  private static final String REMOVED = "participant.removed";

  private final Room room;
  private final List<Person> people;
  private final Api api;
  private final Ledger ledger;
  private final Duration pace;
  private final Random random;
  private final BooleanSupplier noMore;
  private final BooleanSupplier over;

  /// @param pace the time between two changes, on average
  Steward(
      Room room,
      List<Person> people,
      Api api,
      Ledger ledger,
      Duration pace,
      long seed,
      BooleanSupplier noMore,
      BooleanSupplier over) {
    this.room = room;
    this.people = people.stream().filter(person -> !person.equals(room.owner())).toList();
    this.api = api;
    this.ledger = ledger;
    this.pace = pace;
    this.random = new Random(seed);
    this.noMore = noMore;
    this.over = over;
  }

  @Override
  public void run() {
    try {
      while (!noMore.getAsBoolean()) {
        Thread.sleep(random.nextLong(2 * pace.toMillis()));
        move(people.get(random.nextInt(people.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void move(Person person) {
    if (room.present().contains(person)) {
      remove(person);
    } else {
      bringIn(person);
    }
  }

  private void remove(Person person) {
    room.present().remove(person);
    Api.Call call =
        random.nextBoolean()
            ? call("DELETE", path("/participants/" + person.id()), room.owner(), null)
            : call("POST", path("/leave"), person, Map.of());
    record(person, REMOVED, api.insist(random.nextInt(2), call, over));
  }

  /// One at a time, as everything here.
  synchronized void bringIn(Person person) {
    Api.Call call =
        random.nextBoolean()
            ? call(
                "POST",
                path("/participants"),
                room.owner(),
                Map.of("user_ids", List.of(person.id())))
            : call("POST", path("/join"), person, Map.of());
    Api.Result result = api.insist(random.nextInt(2), call, over);
    record(person, ADDED, result);
    if (result.outcome() == Outcome.ACKNOWLEDGED) {
      room.present().add(person);
    }
  }

  boolean has(Person person) {
    return room.present().contains(person);
  }

  private String path(String what) {
    return "/v1/conversations/" + room.id() + what;
  }

  private static Api.Call call(String method, String path, Person by, @Nullable Object body) {
    return new Api.Call(method, path, by.token(), body);
  }

  private void record(Person person, String type, Api.Result result) {
    ledger.add(
        new Write.Changed(room.id(), type, person.id(), result.unanswered(), result.outcome()));
  }
}
