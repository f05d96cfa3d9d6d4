package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.CEILING;
import static chat.parley.load.bench.Arena.PARLEY;
import static chat.parley.load.bench.Arena.PEER;

import chat.parley.load.meter.Collector;
import chat.parley.load.meter.Limits;
import chat.parley.load.meter.Usage;
import chat.parley.load.population.Layout;
import chat.parley.load.server.Server;
import java.util.LinkedHashMap;
import java.util.Map;

/// Connections that nothing is said on but heartbeats: memory of each, and what the heartbeats
/// cost.
final class Idle implements Workload {
  private static final String PHASE = "connected";
  private static final String PER_CONNECTION = "resident KB per connection";
  private static final String PER_CONNECTION_COLLECTED =
      "resident KB per connection, garbage collected before and after";
  private static final String HEARTBEATS = "of a core for heartbeats, %";
  private static final int[] OFFSETS = {0, 1, 7, 31, 97};
  private static final int ROOM = 50;
  private static final int SETTLE_SECONDS = 5;
  private static final int FILES_FOR_OTHER_USES = 500;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void run(Arena arena, Results results) {
    int wanted = arena.scale().connections();
    int possible = Math.min(wanted, Limits.openFiles() - FILES_FOR_OTHER_USES);
    if (possible < wanted) {
      results.note(
          "%,d connections instead of %,d: more files may not be open here."
              .formatted(possible, wanted));
    }
    Layout layout = Layout.of(possible, Math.max(100, possible * OFFSETS.length / ROOM), OFFSETS);
    for (int turn = 1; turn <= arena.settings().repetitions(); turn++) {
      for (String name : arena.wanted(PARLEY, PEER, CEILING)) {
        results.add(measure(arena.scale(), arena.start(name), layout, turn));
      }
    }
    results.add(
        Bar.atMost(
            "resident memory of push per connection",
            results.median(PARLEY, PHASE, PER_CONNECTION),
            10,
            "KB"));
    results.add(
        Bar.atMost(
            "processor time of push for heartbeats",
            results.median(PARLEY, PHASE, HEARTBEATS),
            2,
            "% of a core"));
  }

  private Sample measure(Scale scale, Server server, Layout layout, int turn) {
    long pid = server.process(Server.SOCKETS);
    double empty = resident(server);
    Collector.collect(pid);
    double emptyCollected = resident(server);
    try (Contestant contestant = Contestant.of(server, layout)) {
      Moment.seconds(SETTLE_SECONDS).await();
      double full = resident(server);
      Usage before = Usage.of(server.processes());
      Moment.seconds(scale.heartbeats()).await();
      Usage used = Usage.of(server.processes()).since(before);
      Collector.collect(pid);
      double fullCollected = resident(server);
      double people = layout.people();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("connections", people);
      figures.put("resident MB, empty", empty);
      figures.put("resident MB, full", full);
      figures.put(PER_CONNECTION, (full - empty) * 1024 / people);
      figures.put("resident MB, empty, collected", emptyCollected);
      figures.put("resident MB, full, collected", fullCollected);
      figures.put(PER_CONNECTION_COLLECTED, (fullCollected - emptyCollected) * 1024 / people);
      figures.put(HEARTBEATS, used.cpuSeconds(Server.SOCKETS) * 100 / scale.heartbeats());
      figures.put(Figures.CUTS, (double) contestant.cuts());
      return new Sample(name(), server.name(), PHASE, turn, figures);
    }
  }

  private static double resident(Server server) {
    return Usage.of(server.processes()).residentMegabytes(Server.SOCKETS);
  }
}
