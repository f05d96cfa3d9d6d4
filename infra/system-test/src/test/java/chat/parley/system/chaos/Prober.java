package chat.parley.system.chaos;

import chat.parley.system.chaos.World.Person;
import chat.parley.system.chaos.World.Room;
import chat.parley.system.chaos.Write.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Sends a message every 200 ms, through each api in turn, into each of its rooms in turn (then as
/// much more often), once, and hears of it through each push node: how long is it after a fault
/// until everything works again? Any thread.
final class Prober implements Runnable {
  private static final Duration PACE = Duration.ofMillis(200);

  private final Person person;
  private final List<String> rooms;
  private final Api api;
  private final Ledger ledger;
  private final int apis;
  private final int pushes;
  private final BooleanSupplier noMore;
  private final ConcurrentMap<String, Probe> probes = new ConcurrentHashMap<>();
  private final Queue<Thread> underway = new ConcurrentLinkedQueue<>();

  Prober(World world, Api api, Ledger ledger, int apis, int pushes, BooleanSupplier noMore) {
    this.person = world.prober();
    this.rooms = world.probes().stream().map(Room::id).toList();
    this.api = api;
    this.ledger = ledger;
    this.apis = apis;
    this.pushes = pushes;
    this.noMore = noMore;
  }

  @Override
  public void run() {
    try {
      for (int number = 0; !noMore.getAsBoolean(); number++) {
        String room = rooms.get(number / apis % rooms.size());
        Probe probe = new Probe("probe-" + number, number % apis, room, System.nanoTime());
        probes.put(probe.clientId, probe);
        underway.add(Thread.ofVirtual().start(() -> send(probe)));
        Thread.sleep(PACE.dividedBy(rooms.size()));
      }
      for (Thread each : underway) {
        each.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Probe probe) {
    Api.Result result =
        api.once(
            probe.api,
            new Api.Call(
                "POST",
                "/v1/conversations/" + probe.room + "/messages",
                person.token(),
                Map.of("content", probe.clientId, "client_id", probe.clientId)));
    if (result.outcome() == Outcome.ACKNOWLEDGED) {
      probe.acknowledgedAt = System.nanoTime();
    }
    ledger.add(
        new Write.Sent(
            probe.room,
            person.id(),
            probe.clientId,
            result.unanswered(),
            result.outcome(),
            result.body().path("id").asText(),
            result.body().path("seq").asLong()));
  }

  /// From a socket at that push node.
  void heard(int push, JsonNode frame) {
    Probe probe = probes.get(frame.at("/data/client_id").asText());
    if (probe != null) {
      probe.heardAt.putIfAbsent(push, System.nanoTime());
    }
  }

  /// How long after `begin` the first probe of the slowest api and room was acknowledged and heard
  /// everywhere; nothing when none ever was.
  OptionalLong recovery(long begin) {
    List<OptionalLong> each =
        IntStream.range(0, apis)
            .boxed()
            .flatMap(node -> rooms.stream().map(room -> firstDone(node, room, begin)))
            .toList();
    return each.stream().anyMatch(OptionalLong::isEmpty)
        ? OptionalLong.empty()
        : OptionalLong.of(
            each.stream().mapToLong(OptionalLong::getAsLong).max().orElseThrow() - begin);
  }

  private OptionalLong firstDone(int node, String room, long begin) {
    return probes.values().stream()
        .filter(probe -> probe.api == node && probe.room.equals(room))
        .filter(probe -> probe.sentAt >= begin && probe.isDone(pushes))
        .mapToLong(Probe::doneAt)
        .min();
  }

  /// From sending to hearing, in nanoseconds, of all that were heard.
  List<Long> latencies() {
    return probes.values().stream()
        .flatMap(probe -> probe.heardAt.values().stream().map(at -> at - probe.sentAt))
        .sorted()
        .toList();
  }

  private static final class Probe {
    private final String clientId;
    private final int api;
    private final String room;
    private final long sentAt;
    private final ConcurrentMap<Integer, Long> heardAt = new ConcurrentHashMap<>();
    private volatile long acknowledgedAt;

    Probe(String clientId, int api, String room, long sentAt) {
      this.clientId = clientId;
      this.api = api;
      this.room = room;
      this.sentAt = sentAt;
    }

    boolean isDone(int pushes) {
      return acknowledgedAt != 0 && heardAt.size() == pushes;
    }

    long doneAt() {
      return Math.max(
          acknowledgedAt, heardAt.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }
  }
}
