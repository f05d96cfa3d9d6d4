package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.PARLEY;
import static chat.parley.load.bench.Arena.PEER;

import chat.parley.load.bench.Arena.Contestants;
import chat.parley.load.bench.Heats.Heat;
import chat.parley.load.population.Layout;
import java.util.List;
import java.util.Locale;

/// People who talk two by two: each message goes to two sockets, so that what a send costs is
/// all.
final class Pairs implements Workload {
  private static final String MAXIMUM = "at its maximum";
  private static final String HALF = "at half of its maximum";
  private static final double PROMPT_MILLIS = 25;

  @Override
  public String name() {
    return "pairs";
  }

  @Override
  public void run(Arena arena, Results results) {
    results.note(
        "Parley's send is durable, checked for membership, numbered and can be replayed;"
            + " socket.io's is a bare insert, with the key parsed once and the statement"
            + " prepared.");
    Scale scale = arena.scale();
    try (Contestants all = arena.gather(Layout.pairs(scale.pairs()), PARLEY, PEER)) {
      Heats heats = new Heats(arena, results);
      Heat heat = new Heat(all, fixed(scale), scale.sends());
      heats.warmUp(heat);
      heats.run(List.of(heat));
      heats.maximum(
          all, MAXIMUM, scale.sends(), (contestant, best) -> heats.half(contestant, HALF, best));
    }
    judge(fixed(scale), results);
  }

  private static String fixed(Scale scale) {
    return String.format(Locale.ROOT, "%,d sends/s", scale.sends());
  }

  private static void judge(String fixed, Results results) {
    for (String phase : new String[] {fixed, MAXIMUM}) {
      results.add(
          Bar.atMost(
              "api + push CPU per send, %s, to socket.io's".formatted(phase),
              results.ratio(PARLEY, PEER, phase, Figures.SERVERS_CPU),
              0.6,
              "×"));
      results.add(
          Bar.atMost(
              "CPU per send with PostgreSQL and Redis, %s, to socket.io's".formatted(phase),
              results.ratio(PARLEY, PEER, phase, Figures.ALL_CPU),
              0.8,
              "×"));
    }
    results.add(
        Bar.atLeast(
            "most sends/s with p99 under 250 ms, to socket.io's",
            results.ratio(PARLEY, PEER, MAXIMUM, Figures.SENDS_PER_SECOND),
            1.5,
            "×"));
    results.add(
        Bar.atMost(
            "p99 at half of Parley's maximum",
            results.median(PARLEY, HALF, Figures.P99),
            PROMPT_MILLIS,
            "ms"));
  }
}
