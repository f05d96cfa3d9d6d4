package chat.parley.system.chaos;

import chat.parley.system.chaos.Journal.Entry;
import chat.parley.system.chaos.World.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a client keeps over all its connections: its positions, and here also all that happened.
/// Any thread.
final class Memory {
  private static final Map<String, String> SAME = new ConcurrentHashMap<>();

  private final String reader;
  private final Person person;
  private final Api api;
  private final Consumer<JsonNode> alsoTold;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> positions = new HashMap<>();
  private final Map<String, Long> live = new HashMap<>();
  private final Set<String> reloading = new HashSet<>();
  private final Commands commands = new Commands();
  private Map<String, Long> sent = Map.of();
  private Set<String> greeted = Set.of();
  private @Nullable Wire current;
  private int sockets;
  private boolean resumes;
  private boolean caughtUp;
  private long toldDelay;
  private long reloads;

  /// @param alsoTold called with each durable event
  Memory(String reader, Person person, Api api, Consumer<JsonNode> alsoTold) {
    this.reader = reader;
    this.person = person;
    this.api = api;
    this.alsoTold = alsoTold;
  }

  Person person() {
    return person;
  }

  synchronized boolean hasPositions() {
    resumes = sockets > 0;
    return resumes;
  }

  synchronized boolean isGreeted(Wire wire) {
    return wire == current;
  }

  /// Connected, and done with resuming.
  synchronized boolean isPresent() {
    return current != null && caughtUp && reloading.isEmpty();
  }

  /// Asks by socket, if there is one.
  synchronized Optional<CompletableFuture<Api.Result>> ask(String type, Map<String, ?> data) {
    return current == null ? Optional.empty() : Optional.of(commands.ask(current, type, data));
  }

  synchronized long position(String conversation) {
    return positions.getOrDefault(conversation, -1L);
  }

  synchronized long toldDelay() {
    return toldDelay;
  }

  synchronized Journal journal() {
    return new Journal(reader, person.id(), isPresent(), entries);
  }

  /// Connections made, and conversations reloaded by REST.
  synchronized long[] counts() {
    return new long[] {sockets, reloads};
  }

  synchronized void awaitReloads() throws InterruptedException {
    while (!reloading.isEmpty()) {
      wait();
    }
  }

  synchronized void lost(Wire wire) {
    if (wire == current) {
      current = null;
      commands.lost();
    }
  }

  synchronized void frame(Wire wire, JsonNode frame) {
    String type = frame.path("type").asText();
    if (type.equals("hello")) {
      hello(wire, frame.path("data"));
    } else if (wire == current) {
      switch (type) {
        case "resumed" -> resumed(ids(frame.at("/data/reset")));
        case "reconnect" -> toldDelay = frame.at("/data/delay_ms").asLong();
        case "ack" -> commands.acknowledged(frame);
        case "error" -> {
          commands.refused(frame);
          refused(frame);
        }
        default -> {
          if (frame.hasNonNull("seq")) {
            event(frame);
          }
        }
      }
    }
  }

  private void hello(Wire wire, JsonNode data) {
    Map<String, Long> told = new HashMap<>();
    data.path("conversations")
        .forEach(each -> told.put(same(each.path("id").asText()), each.path("seq").asLong()));
    current = wire;
    sockets++;
    sent = resumes ? Map.copyOf(positions) : Map.of();
    greeted = Set.copyOf(told.keySet());
    live.clear();
    caughtUp = !resumes;
    entries.add(new Entry.Opened(sockets, Map.copyOf(told), sent));
    told.forEach(positions::putIfAbsent);
    if (resumes) {
      wire.send(
          Api.JSON
              .createObjectNode()
              .put("type", "resume")
              .put("id", "r" + sockets)
              .<ObjectNode>set(
                  "data", Api.JSON.createObjectNode().set("positions", Api.JSON.valueToTree(sent)))
              .toString());
    }
  }

  private void event(JsonNode frame) {
    String conversation = same(frame.path("conversation_id").asText());
    Event event = Event.of(frame);
    entries.add(new Entry.Saw(sockets, conversation, event.seq(), same(event.what())));
    (reloading.contains(conversation) ? live : positions).put(conversation, event.seq());
    if (event.type().equals("participant.removed") && event.subject().equals(person.id())) {
      positions.remove(conversation);
    }
    alsoTold.accept(frame);
  }

  private void resumed(Set<String> reset) {
    entries.add(new Entry.Resumed(sockets, reset));
    caughtUp(reset);
  }

  private void caughtUp(Set<String> reset) {
    caughtUp = true;
    // Of what is not ours any more nothing will come.
    sent.forEach(
        (conversation, position) -> {
          if (!greeted.contains(conversation)) {
            positions.remove(conversation, position);
          }
        });
    reset.stream().filter(greeted::contains).forEach(this::reload);
  }

  /// Too late with the resume frame: the socket began at the hello's positions.
  private void refused(JsonNode frame) {
    if (!caughtUp && frame.path("id").asText().equals("r" + sockets)) {
      entries.add(new Entry.TooLate(sockets));
      caughtUp(sent.keySet());
    }
  }

  private void reload(String conversation) {
    if (reloading.add(conversation)) {
      reloads++;
      long after = positions.getOrDefault(conversation, 0L);
      Thread.ofVirtual().start(() -> reload(conversation, after));
    }
  }

  private void reload(String conversation, long after) {
    long reached = after;
    boolean more = true;
    while (more) {
      Api.Result page =
          api.insist(
              0,
              new Api.Call(
                  "GET",
                  "/v1/conversations/" + conversation + "/events?limit=100&after=" + reached,
                  person.token(),
                  null),
              () -> false);
      JsonNode items = page.body().path("items");
      for (JsonNode item : items) {
        Event event = Event.of(item);
        reloaded(conversation, event);
        reached = event.seq();
      }
      more = page.body().hasNonNull("next_cursor") && !items.isEmpty();
    }
    finished(conversation, reached);
  }

  private synchronized void reloaded(String conversation, Event event) {
    entries.add(new Entry.Reloaded(conversation, event.seq(), same(event.what())));
  }

  private synchronized void finished(String conversation, long reached) {
    if (positions.containsKey(conversation)) {
      positions.put(conversation, Math.max(reached, live.getOrDefault(conversation, 0L)));
    }
    reloading.remove(conversation);
    notifyAll();
  }

  private static Set<String> ids(JsonNode array) {
    Set<String> ids = new HashSet<>();
    array.forEach(each -> ids.add(same(each.asText())));
    return Set.copyOf(ids);
  }

  /// Many readers see the same: it is kept once.
  private static String same(String text) {
    String before = SAME.putIfAbsent(text, text);
    return before == null ? text : before;
  }
}
