package chat.parley.system.chaos;

import chat.parley.system.chaos.World.Person;
import chat.parley.system.chaos.World.Room;
import chat.parley.system.chaos.Write.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// One person who writes, edits, deletes and reacts, one thing after the other, through whichever
/// api answers. What is not answered is asked again, until it is or the run is over.
final class Writer implements Runnable {
  private static final List<String> EMOJI = List.of("👍", "❤️", "🎉");
  private static final int REMEMBERED = 30;

  private final Person person;
  private final World world;
  private final Api api;
  private final List<Memory> sockets;
  private final Ledger ledger;
  private final Set<Operation> operations;
  private final Duration pace;
  private final Random random;
  private final BooleanSupplier noMore;
  private final BooleanSupplier over;
  private final List<Own> own = new ArrayList<>();
  private final Map<String, Boolean> reactions = new HashMap<>();
  private int count;

  /// A message of their own that is not deleted, as far as they know.
  private record Own(Room room, String id) {}

  /// @param sockets by which this person may ask, too
  /// @param pace the time between two writes, on average
  /// @param noMore when to begin nothing new
  /// @param over when to give up what is not answered
  Writer(
      Person person,
      World world,
      Api api,
      List<Memory> sockets,
      Ledger ledger,
      Set<Operation> operations,
      Duration pace,
      long seed,
      BooleanSupplier noMore,
      BooleanSupplier over) {
    this.person = person;
    this.world = world;
    this.api = api;
    this.sockets = List.copyOf(sockets);
    this.ledger = ledger;
    this.operations = Set.copyOf(operations);
    this.pace = pace;
    this.random = new Random(seed);
    this.noMore = noMore;
    this.over = over;
  }

  @Override
  public void run() {
    try {
      while (!noMore.getAsBoolean()) {
        Thread.sleep(random.nextLong(2 * pace.toMillis()) + 1);
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    int chance = random.nextInt(100);
    if (chance < 8 && operations.contains(Operation.EDIT) && !own.isEmpty()) {
      edit(own.get(random.nextInt(own.size())));
    } else if (chance < 12 && operations.contains(Operation.DELETE) && own.size() > 5) {
      delete(own.remove(random.nextInt(own.size())));
    } else if (chance < 25 && operations.contains(Operation.REACT) && !own.isEmpty()) {
      react(own.get(random.nextInt(own.size())));
    } else {
      send(room());
    }
  }

  /// One of theirs; now and then one they are not in.
  private Room room() {
    List<Room> mine =
        world.rooms().stream().filter(room -> room.present().contains(person)).toList();
    List<Room> from = mine.isEmpty() || random.nextInt(50) == 0 ? world.rooms() : mine;
    return from.get(random.nextInt(from.size()));
  }

  private Api.Result ask(String method, String path, Object body) {
    return api.insist(random.nextInt(2), new Api.Call(method, path, person.token(), body), over);
  }

  private void send(Room room) {
    String clientId = person.name() + "-" + count++;
    Map<String, String> body = Map.of("content", "says " + clientId, "client_id", clientId);
    Api.Result result = send(room, body);
    JsonNode message = result.body();
    ledger.add(
        new Write.Sent(
            room.id(),
            person.id(),
            clientId,
            result.unanswered(),
            result.outcome(),
            message.path("id").asText(),
            message.path("seq").asLong()));
    if (result.outcome() == Outcome.ACKNOWLEDGED) {
      own.add(new Own(room, message.path("id").asText()));
      if (own.size() > REMEMBERED) {
        own.removeFirst();
      }
    }
  }

  /// One in four by socket. What is not answered there is sent again by REST: with its `client_id`
  /// it is the same message.
  private Api.Result send(Room room, Map<String, String> body) {
    Api.Result first = new Api.Result(Outcome.UNKNOWN, 0, 0, MissingNode.getInstance());
    if (operations.contains(Operation.COMMAND) && random.nextInt(4) == 0 && !sockets.isEmpty()) {
      Map<String, String> data = new HashMap<>(body);
      data.put("conversation_id", room.id());
      first =
          sockets
              .get(random.nextInt(sockets.size()))
              .ask("message.send", data)
              .map(CompletableFuture::join)
              .orElse(first);
    }
    if (first.outcome() != Outcome.UNKNOWN) {
      return first;
    }
    Api.Result then = ask("POST", "/v1/conversations/" + room.id() + "/messages", body);
    int unanswered = first.unanswered() + then.unanswered();
    return new Api.Result(then.outcome(), unanswered, then.status(), then.body());
  }

  private void edit(Own message) {
    changed(
        message.room(),
        "message.edited",
        message.id(),
        ask("PATCH", "/v1/messages/" + message.id(), Map.of("content", "says now " + count++)));
  }

  private void delete(Own message) {
    changed(
        message.room(),
        "message.deleted",
        message.id(),
        ask("DELETE", "/v1/messages/" + message.id(), Map.of()));
  }

  /// To their own message; what was put there is taken away again the next time.
  private void react(Own message) {
    String emoji = EMOJI.get(random.nextInt(EMOJI.size()));
    String subject = Event.reaction(message.id(), person.id(), emoji);
    boolean add = !reactions.getOrDefault(subject, false);
    reactions.put(subject, add);
    String path =
        "/v1/messages/%s/reactions/%s"
            .formatted(message.id(), URLEncoder.encode(emoji, StandardCharsets.UTF_8));
    changed(
        message.room(),
        add ? "reaction.added" : "reaction.removed",
        subject,
        ask(add ? "PUT" : "DELETE", path, Map.of()));
  }

  private void changed(Room room, String type, String subject, Api.Result result) {
    ledger.add(new Write.Changed(room.id(), type, subject, result.unanswered(), result.outcome()));
  }
}
