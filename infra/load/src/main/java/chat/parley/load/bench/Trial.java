package chat.parley.load.bench;

import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Load;
import chat.parley.load.client.Script;
import chat.parley.load.meter.Cores;
import chat.parley.load.meter.Markdown;
import chat.parley.load.meter.Usage;
import chat.parley.load.population.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/// Messages at a fixed rate for some seconds, and whether all of them came to all who should have
/// them.
///
/// @param leadIn seconds before anything is measured
/// @param window seconds that are measured
record Trial(ClientLoop senders, String workload, int leadIn, int window) {
  static final double LATE_MILLIS = 250;

  private static final double KEPT_UP = 0.98;
  private static final String WINDOW = "measured";
  private static final int TEXT = 128;
  private static final int PATIENCE_SECONDS = 60;
  private static final int QUIET_SECONDS = 2;

  /// What all of a contestant's clients have read so far.
  private record Read(long messages, long bytes) {}

  /// What came of it.
  record Result(Sample sample) implements RateSearch.Try {
    @Override
    public boolean sustained() {
      return sample.figure(Figures.SUSTAINED) > 0;
    }
  }

  Result run(Contestant contestant, String phase, int repetition, double perSecond) {
    begin(contestant);
    long cuts = contestant.cuts();
    Load load = start(contestant, perSecond);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Figures.RATE, perSecond);
    try (load) {
      Moment.seconds(leadIn).await();
      measure(contestant, load, figures);
    }
    contestant.goOnFrom(load.nextNumber());
    settle(contestant, load, figures);
    figures.put(Figures.CUTS, (double) (contestant.cuts() - cuts));
    figures.put(Figures.SUSTAINED, isSustained(figures, perSecond) ? 1.0 : 0.0);
    return new Result(new Sample(workload, contestant.server().name(), phase, repetition, figures));
  }

  private static boolean isSustained(Map<String, Double> figures, double perSecond) {
    return figures.getOrDefault(Figures.P99, Double.NaN) < LATE_MILLIS
        && figures.getOrDefault(Figures.SENDS_PER_SECOND, 0.0) >= KEPT_UP * perSecond
        && figures.getOrDefault(Figures.ADDS_UP, 0.0) > 0;
  }

  private static void begin(Contestant contestant) {
    // Whoever was cut off by the trial before is still to come back, and may be told to begin anew.
    contestant.crowd().awaitAll(Client::isFollowing, PATIENCE_SECONDS);
    long first = contestant.nextNumber();
    ClientLoop loop = contestant.crowd().loop();
    loop.takeFaults();
    loop.ask(
        () -> {
          loop.tally().countFrom(first);
          contestant.crowd().clients().forEach(Client::forgetReceived);
          return first;
        });
  }

  private Load start(Contestant contestant, double perSecond) {
    return Load.start(
        senders,
        contestant.server().requestPorts(),
        Script.messages(
            contestant.server().messagesPath(),
            contestant.population().members(),
            "x".repeat(TEXT)),
        perSecond,
        contestant.nextNumber());
  }

  private void measure(Contestant contestant, Load load, Map<String, Double> figures) {
    ClientLoop loop = contestant.crowd().loop();
    Moment end = Moment.seconds(window);
    long from = System.nanoTime();
    Read before =
        loop.ask(
            () -> {
              loop.tally().open(WINDOW, from, end.nanos());
              return read(loop);
            });
    long acknowledged = load.acknowledged();
    Cores cores = Cores.now();
    Usage used = Usage.of(contestant.server().processes());
    end.await();
    used = Usage.of(contestant.server().processes()).since(used);
    double seconds = (System.nanoTime() - from) / 1e9;
    cores = Cores.now().since(cores, seconds);
    double sends = load.acknowledged() - acknowledged;
    Read after = loop.ask(() -> read(loop));
    double deliveries = after.messages() - before.messages();
    figures.put(Figures.SENDS_PER_SECOND, sends / seconds);
    figures.put(Figures.DELIVERIES_PER_SECOND, deliveries / seconds);
    figures.put(Figures.BYTES_PER_DELIVERY, (after.bytes() - before.bytes()) / deliveries);
    Figures.put(figures, used, sends, deliveries);
    Figures.put(figures, cores);
  }

  private static Read read(ClientLoop loop) {
    return new Read(loop.tally().received(), loop.tally().bytes());
  }

  /// Waits for what is still on its way, and adds up.
  private static void settle(Contestant contestant, Load load, Map<String, Double> figures) {
    int audience = contestant.layout().members();
    ClientLoop loop = contestant.crowd().loop();
    long expected = load.acknowledged() * audience;
    Moment patience = Moment.seconds(PATIENCE_SECONDS);
    long seen = -1;
    Moment quiet = Moment.seconds(QUIET_SECONDS);
    long received = loop.ask(() -> loop.tally().received());
    while (received < expected && !patience.isOver() && !quiet.isOver()) {
      if (received != seen) {
        seen = received;
        quiet = Moment.seconds(QUIET_SECONDS);
      }
      Moment.millis(20).await();
      received = loop.ask(() -> loop.tally().received());
    }
    List<String> faults = new ArrayList<>(load.faults());
    faults.addAll(loop.takeFaults());
    faults.forEach(fault -> System.err.println(contestant.server().name() + ": " + fault));
    boolean addsUp = received == expected && load.sent() == load.acknowledged();
    figures.put(Figures.SENT, (double) load.sent());
    figures.put(Figures.ACKNOWLEDGED, (double) load.acknowledged());
    figures.put(Figures.DELIVERED, (double) received);
    figures.put(Figures.EXPECTED, (double) expected);
    figures.put(
        Figures.ADDS_UP, addsUp && faults.isEmpty() && isEachOnce(contestant, load) ? 1.0 : 0.0);
    latencies(loop, load, figures);
  }

  /// Who is in the same conversations must have got the same, and all together everything.
  private static boolean isEachOnce(Contestant contestant, Load load) {
    List<Client> clients = contestant.crowd().clients();
    List<Member> members = contestant.population().members();
    return contestant
        .crowd()
        .loop()
        .ask(
            () -> {
              Map<List<UUID>, Long> checksums = new HashMap<>();
              long sum = 0;
              for (int i = 0; i < clients.size(); i++) {
                long own = clients.get(i).checksum();
                Long others = checksums.putIfAbsent(members.get(i).conversations(), own);
                if (others != null && others != own) {
                  return false;
                }
                sum += own;
              }
              return sum == load.checksum() * contestant.layout().members();
            });
  }

  private static void latencies(ClientLoop loop, Load load, Map<String, Double> figures) {
    Histogram latencies = loop.ask(() -> loop.tally().take(WINDOW));
    figures.put(Figures.P50, Markdown.millis(latencies, 50));
    figures.put(Figures.P99, Markdown.millis(latencies, 99));
    figures.put(Figures.P999, Markdown.millis(latencies, 99.9));
    figures.put(Figures.MAX, Markdown.millis(latencies, 100));
    figures.put(Figures.ANSWER_P50, Markdown.millis(load.answers(), 50));
    figures.put(Figures.ANSWER_P99, Markdown.millis(load.answers(), 99));
  }
}
