package chat.parley.load.bench;

import static chat.parley.load.bench.Arena.CEILING;
import static chat.parley.load.bench.Arena.PARLEY;
import static chat.parley.load.bench.Arena.PEER;

import chat.parley.load.bench.Arena.Contestants;
import chat.parley.load.bench.Heats.Heat;
import chat.parley.load.population.Layout;
import java.util.List;
import java.util.Locale;

/// One room, everybody in it, messages of 128 bytes.
final class FanOut implements Workload {
  private static final String CPU = "push CPU per delivery";

  @Override
  public String name() {
    return "fan-out";
  }

  @Override
  public void run(Arena arena, Results results) {
    results.note(
        "Parley's messages are durable, numbered and can be replayed; socket.io's are inserted and"
            + " emitted; bare Netty's are neither.");
    Scale scale = arena.scale();
    try (Contestants few = arena.gather(room(scale.room()), PARLEY, PEER, CEILING);
        Contestants many = arena.gather(room(scale.largeRoom()), PARLEY, PEER, CEILING)) {
      List<Heat> heatsOfBoth =
          List.of(heat(few, scale.room(), scale), heat(many, scale.largeRoom(), scale));
      Heats heats = new Heats(arena, results);
      heatsOfBoth.forEach(heats::warmUp);
      heats.run(heatsOfBoth);
      heats.maximum(
          few,
          maximum(scale.room()),
          heatsOfBoth.getFirst().perSecond(),
          Heats.AfterMaximum.NOTHING);
    }
    judge(scale, results);
  }

  private static Layout room(int members) {
    return Layout.of(members, 1, 0);
  }

  private static Heat heat(Contestants contestants, int members, Scale scale) {
    return new Heat(contestants, fixed(members, scale), (double) scale.deliveries() / members);
  }

  private static String fixed(int members, Scale scale) {
    return String.format(Locale.ROOT, "%d members, %,d deliveries/s", members, scale.deliveries());
  }

  private static String maximum(int members) {
    return members + " members, at its maximum";
  }

  private static void judge(Scale scale, Results results) {
    int few = scale.room();
    int many = scale.largeRoom();
    String fixed = fixed(few, scale);
    String maximum = maximum(few);
    results.add(
        Bar.atMost(
            CPU + ", %s, to socket.io's".formatted(fixed),
            results.ratio(PARLEY, PEER, fixed, Figures.SOCKETS_CPU),
            0.6,
            "×"));
    results.add(
        Bar.atMost(
            CPU + ", %s, to bare Netty's".formatted(fixed),
            results.ratio(PARLEY, CEILING, fixed, Figures.SOCKETS_CPU),
            1.15,
            "×"));
    results.add(
        Bar.atMost(
            CPU + ", each at its own maximum, %d members, to socket.io's".formatted(few),
            results.ratio(PARLEY, PEER, maximum, Figures.SOCKETS_CPU),
            0.5,
            "×"));
    results.add(
        Bar.atLeast(
            "most deliveries/s with p99 under 250 ms, %d members, to socket.io's".formatted(few),
            results.ratio(PARLEY, PEER, maximum, Figures.DELIVERIES_PER_SECOND),
            1.8,
            "×"));
    results.add(
        Bar.atLeast(
            "most deliveries/s with p99 under 250 ms, %d members, to bare Netty's".formatted(few),
            results.ratio(PARLEY, CEILING, maximum, Figures.DELIVERIES_PER_SECOND),
            1,
            "×"));
    results.add(
        Bar.within(
            CPU + ", %d members to %d, same deliveries/s".formatted(many, few),
            results.median(PARLEY, fixed(many, scale), Figures.SOCKETS_CPU)
                / results.median(PARLEY, fixed, Figures.SOCKETS_CPU),
            0.9,
            1.1,
            "×"));
  }
}
