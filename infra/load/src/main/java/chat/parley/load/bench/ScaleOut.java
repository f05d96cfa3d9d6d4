package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.PARLEY;

import chat.parley.load.bench.Arena.Contestants;
import chat.parley.load.bench.Heats.AfterMaximum;
import chat.parley.load.bench.Heats.Heat;
import chat.parley.load.meter.Quota;
import chat.parley.load.population.Layout;
import chat.parley.load.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// More nodes of either kind. As all of them are on one machine, each is given a part of a core,
/// as if it had a small one for itself; stores, clients and whoever isn't being multiplied share
/// the rest.
final class ScaleOut implements Workload {
  private static final int[] PUSHES = {1, 2, 4};
  private static final int[] APIS = {1, 2};

  /// So that an event waits for few others on the same socket: a node that has too little time
  /// joins those that do into one write and gets by on a fraction of it: with everybody in one room
  /// a seventh of a core kept all clients of two busy.
  private static final int ROOMS = 4;

  /// Of a core, for each of several nodes.
  private static final double PUSH_QUOTA = 0.20;

  private static final double API_QUOTA = 0.25;

  private static final String AT_MAXIMUM = ", at its maximum";

  /// What a quota's share of the rate is about, to begin the search with.
  private static final double FIRST_GUESS = 0.25;

  @Override
  public String name() {
    return "scale-out";
  }

  @Override
  public void run(Arena arena, Results results) {
    boolean bounded = Quota.isPossible();
    results.note(
        bounded
            ? "Each push node has %.2f of a core, or each api %.2f; all else is unbounded."
                .formatted(PUSH_QUOTA, API_QUOTA)
            : "No control groups here (they need root): all nodes share the machine.");
    int room = arena.scale().room();
    double perSecond = (double) arena.scale().deliveries() / room;
    for (int pushes : PUSHES) {
      String phase = deliveries(pushes, room);
      try (Contestants one = arena.gather(Layout.of(ROOMS * room, ROOMS, 0), 1, pushes)) {
        Heats heats = new Heats(arena, results);
        heats.warmUp(new Heat(one, phase, perSecond));
        heats.run(List.of(new Heat(one, unbounded(arena, phase), perSecond)));
        maximum(heats, one, phase, perSecond * FIRST_GUESS * pushes, Server.SOCKETS, PUSH_QUOTA);
      }
    }
    for (int apis : APIS) {
      String phase = sends(apis);
      double sends = arena.scale().sends();
      try (Contestants one = arena.gather(Layout.pairs(arena.scale().pairs()), apis, 1)) {
        Heats heats = new Heats(arena, results);
        heats.warmUp(new Heat(one, phase, sends));
        maximum(heats, one, phase, sends * apis, Server.REQUESTS, API_QUOTA);
      }
    }
    results.add(table(room, results));
  }

  private static void maximum(
      Heats heats, Contestants one, String phase, double start, String role, double cores) {
    List<Quota> quotas = new ArrayList<>();
    try {
      if (Quota.isPossible()) {
        for (Contestant each : one.all()) {
          each.server().processes(role).forEach(pid -> quotas.add(Quota.of(pid, cores)));
        }
      }
      heats.maximum(one, phase + AT_MAXIMUM, start, AfterMaximum.NOTHING);
    } finally {
      quotas.forEach(Quota::close);
    }
  }

  private static String nodes(int apis, int pushes) {
    return "%d api, %d push".formatted(apis, pushes);
  }

  private static String unbounded(Arena arena, String phase) {
    return String.format(
        Locale.ROOT, "%s, %,d deliveries/s, unbounded", phase, arena.scale().deliveries());
  }

  private static Table table(int room, Results results) {
    List<List<Object>> rows = new ArrayList<>();
    for (int pushes : PUSHES) {
      rows.add(row(results, deliveries(pushes, room), deliveries(1, room), Figures.SOCKETS_CPU));
    }
    for (int apis : APIS) {
      rows.add(row(results, sends(apis), sends(1), Figures.SERVERS_CPU));
    }
    return new Table(
        "More nodes, each with its part of a core",
        List.of("", Figures.SENDS_PER_SECOND, Figures.DELIVERIES_PER_SECOND, "× one node", "CPU"),
        rows);
  }

  private static List<Object> row(Results results, String phase, String one, String cpu) {
    String maximum = phase + AT_MAXIMUM;
    return List.of(
        phase,
        results.median(PARLEY, maximum, Figures.SENDS_PER_SECOND),
        results.median(PARLEY, maximum, Figures.DELIVERIES_PER_SECOND),
        results.median(PARLEY, maximum, Figures.RATE)
            / results.median(PARLEY, one + AT_MAXIMUM, Figures.RATE),
        results.median(PARLEY, maximum, cpu));
  }

  private static String deliveries(int pushes, int room) {
    return nodes(1, pushes) + ", %d rooms of %d".formatted(ROOMS, room);
  }

  private static String sends(int apis) {
    return nodes(apis, 1) + ", pairs";
  }
}
