package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.CEILING;
import static chat.parley.load.bench.Arena.PARLEY;
import static chat.parley.load.bench.Arena.PEER;

import chat.parley.load.bench.Arena.Contestants;
import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Load;
import chat.parley.load.client.Script;
import chat.parley.load.meter.Markdown;
import chat.parley.load.meter.Usage;
import chat.parley.load.population.Layout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Everybody loses their connection in the same moment, and comes back at once, while messages
/// are sent.
final class Storm implements Workload {
  private static final String PHASE = "all back";
  private static final String SECONDS = "seconds until all are back";
  private static final int[] OFFSETS = {0, 1, 7, 31, 97};
  private static final int ROOM = 50;
  private static final int PER_SECOND = 50;
  private static final int PATIENCE_SECONDS = 120;
  private static final int REST_SECONDS = 3;
  private static final int WARM_UPS = 2;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public void run(Arena arena, Results results) {
    int clients = arena.scale().storm();
    results.note(
        "Parley's clients are authenticated and resume: what they missed comes before they count as"
            + " back. socket.io's are authenticated and join their rooms; bare Netty's only"
            + " connect."
            + " %d messages/s meanwhile, rooms of %d.".formatted(PER_SECOND, ROOM));
    Layout layout = Layout.of(clients, Math.max(100, clients * OFFSETS.length / ROOM), OFFSETS);
    try (Contestants all = arena.gather(layout, PARLEY, PEER, CEILING)) {
      for (int turn = 1 - WARM_UPS; turn <= arena.settings().repetitions(); turn++) {
        for (Contestant each : all.all()) {
          Sample sample = storm(arena, each, turn);
          if (turn > 0) {
            results.add(sample);
          }
        }
      }
    }
    results.add(
        Bar.atMost(
            "%,d clients, authenticated and resumed".formatted(clients),
            results.median(PARLEY, PHASE, SECONDS),
            2.5,
            "s"));
  }

  private Sample storm(Arena arena, Contestant contestant, int turn) {
    ClientLoop loop = contestant.crowd().loop();
    long first = contestant.nextNumber();
    loop.ask(
        () -> {
          loop.tally().countFrom(first);
          return first;
        });
    Map<String, Double> figures = new LinkedHashMap<>();
    Load load =
        Load.start(
            arena.senders(),
            contestant.server().requestPorts(),
            Script.messages(
                contestant.server().messagesPath(),
                contestant.population().members(),
                "x".repeat(128)),
            PER_SECOND,
            first);
    try (load) {
      Moment.seconds(1).await();
      Usage before = Usage.of(contestant.server().processes());
      long began =
          loop.ask(
              () -> {
                long now = System.nanoTime();
                contestant.crowd().clients().forEach(Client::reconnect);
                return now;
              });
      contestant.crowd().awaitAll(Client::isFollowing, PATIENCE_SECONDS);
      Usage used = Usage.of(contestant.server().processes()).since(before);
      Histogram back = loop.ask(() -> since(began, contestant));
      figures.put(SECONDS, Markdown.millis(back, 100) / 1e3);
      figures.put("back p50 ms", Markdown.millis(back, 50));
      figures.put("back p99 ms", Markdown.millis(back, 99));
      used.cpuSeconds().forEach((role, cpu) -> figures.put(Figures.cpu(role), cpu));
      Moment.seconds(REST_SECONDS).await();
    }
    contestant.goOnFrom(load.nextNumber());
    addUp(contestant, load, figures);
    return new Sample(name(), contestant.server().name(), PHASE, turn, figures);
  }

  private static Histogram since(long began, Contestant contestant) {
    Histogram back = new Histogram(3);
    contestant
        .crowd()
        .clients()
        .forEach(client -> back.recordValue(Math.max(1, client.followingAt() - began)));
    return back;
  }

  /// Whoever can resume must have missed nothing; of the others it is only said.
  private static void addUp(Contestant contestant, Load load, Map<String, Double> figures) {
    ClientLoop loop = contestant.crowd().loop();
    long expected = load.acknowledged() * contestant.layout().members();
    Moment patience = Moment.seconds(REST_SECONDS);
    long received = loop.ask(() -> loop.tally().received());
    while (received < expected && !patience.isOver()) {
      Moment.millis(20).await();
      received = loop.ask(() -> loop.tally().received());
    }
    figures.put(Figures.SENT, (double) load.sent());
    figures.put(Figures.ACKNOWLEDGED, (double) load.acknowledged());
    figures.put(Figures.DELIVERED, (double) received);
    figures.put(Figures.EXPECTED, (double) expected);
    if (contestant.server().resumes()) {
      figures.put(Figures.ADDS_UP, received == expected ? 1.0 : 0.0);
    }
  }
}
