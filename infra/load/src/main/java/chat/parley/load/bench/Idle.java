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
  private static final String NOBODY = "of a core with nobody connected, %";
  private static final String HEARTBEATS = "of a core for heartbeats, %";
  private static final int[] OFFSETS = {0, 1, 7, 31, 97};
  private static final int ROOM = 50;
  /// Who is online is told to all who know them, and then collected: until that is over, nobody is
  /// idle.
  private static final int GLANCE_SECONDS = 4;

  private static final int CALM_GLANCES = 3;
  /// What heartbeats take is less, and what comes before calm is more.
  private static final double CALM_CORES = 0.06;
  private static final int PATIENCE_SECONDS = 240;
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
    double empty = resident(server);
    double emptyCollected = collected(server);
    double alone = percentOfCore(server, scale);
    try (Contestant contestant = Contestant.of(server, layout)) {
      double settled = awaitCalm(server);
      double full = resident(server);
      double busy = percentOfCore(server, scale);
      double fullCollected = collected(server);
      double people = layout.people();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("connections", people);
      figures.put("seconds until calm", settled);
      figures.put("resident MB, empty", empty);
      figures.put("resident MB, full", full);
      figures.put(PER_CONNECTION, (full - empty) * 1024 / people);
      figures.put("resident MB, empty, collected", emptyCollected);
      figures.put("resident MB, full, collected", fullCollected);
      figures.put(PER_CONNECTION_COLLECTED, (fullCollected - emptyCollected) * 1024 / people);
      figures.put(NOBODY, alone);
      figures.put(HEARTBEATS, busy);
      figures.put(Figures.CUTS, (double) contestant.cuts());
      return new Sample(name(), server.name(), PHASE, turn, figures);
    }
  }

  private static double percentOfCore(Server server, Scale scale) {
    Usage before = Usage.of(server.processes());
    Moment.seconds(scale.heartbeats()).await();
    Usage used = Usage.of(server.processes()).since(before);
    return used.cpuSeconds(Server.SOCKETS) * 100 / scale.heartbeats();
  }

  private static double awaitCalm(Server server) {
    long began = System.nanoTime();
    Moment patience = Moment.seconds(PATIENCE_SECONDS);
    int calm = 0;
    while (calm < CALM_GLANCES && !patience.isOver()) {
      Usage before = Usage.of(server.processes());
      Moment.seconds(GLANCE_SECONDS).await();
      double used = Usage.of(server.processes()).since(before).cpuSeconds(Server.SOCKETS);
      calm = used < CALM_CORES * GLANCE_SECONDS ? calm + 1 : 0;
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /// What a collector has freed is given back a little later.
  private static double collected(Server server) {
    Collector.collect(server.process(Server.SOCKETS));
    Moment.seconds(GLANCE_SECONDS).await();
    return resident(server);
  }

  private static double resident(Server server) {
    return Usage.of(server.processes()).residentMegabytes(Server.SOCKETS);
  }
}
