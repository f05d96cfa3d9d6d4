package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Client;
import chat.parley.load.client.ClientLoop;
import chat.parley.load.client.Course;
import chat.parley.load.client.Load;
import chat.parley.load.client.ParleyClient;
import chat.parley.load.client.Residents;
import chat.parley.load.client.Staying;
import chat.parley.load.meter.NodeMeters;
import chat.parley.load.population.Member;
import chat.parley.load.population.Population;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Clients that take nothing from TCP, among others that do.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class StuckReaderFigures {
  private static final int TOO_SLOW = 4408;
  private static final int SENDERS = 50;
  private static final int TEXT = 1_000;
  private static final int WINDOW_SECONDS = 10;
  private static final int PAIRS = 3;
  private static final int[] RATES = {100, 250, 500};

  private static final double SUSTAINED_MILLIS = 1_000;

  /// What the machine can do at all is found out first: the largest rate of the list at which 99
  /// of 100 deliveries take less than [#SUSTAINED_MILLIS].
  @Test
  void oneIsClosedWhileItsFiveHundredNeighboursGoOn() throws InterruptedException {
    try (Stack stack = Stack.start(StackOptions.temporary().api(2).push(1))) {
      Report report =
          new Report(
              "stuck-reader", "One stuck reader in a room of 500", StuckReaderFigures.class, stack);
      try {
        Place place = new Place(stack, Population.of(stack, 501, 1, 0));
        try (Residents crowd = neighbours(place)) {
          crowd.warmUp(
              place.stack().apis(), place.members().subList(0, SENDERS), TEXT, 100, 200, 300);
        }
        int sustained = ramp(place, report);
        windows(place, sustained, report);
      } finally {
        report.write();
      }
    }
  }

  @Test
  void oneIsClosedWhileItsNeighboursGoOnAtFiveHundredMessagesASecond() throws InterruptedException {
    try (Stack stack = Stack.start(StackOptions.temporary().api(2).push(1))) {
      Report report =
          new Report(
              "stuck-reader-500-per-second",
              "One stuck reader in a room of 20 at 500 messages/s",
              StuckReaderFigures.class,
              stack);
      try {
        windows(new Place(stack, Population.of(stack, 21, 1, 0)), 500, report);
      } finally {
        report.write();
      }
    }
  }

  private static int ramp(Place place, Report report) throws InterruptedException {
    report
        .line("## What this machine does with %d members", place.members().size() - 1)
        .head("messages/s due", "sent", "deliveries/s due", "p50 ms", "p99 ms");
    int sustained = RATES[0];
    for (int rate : RATES) {
      try (Residents crowd = neighbours(place)) {
        Load load =
            Load.start(
                place.stack().apis(),
                place.members().subList(0, SENDERS / 2),
                rate,
                "x".repeat(TEXT));
        double sent;
        try (load) {
          Window.of("ramp", 5, crowd, 3);
          sent = load.perSecondSinceStart();
        }
        crowd.requireEverythingOnceInOrder(60);
        Histogram histogram = windowsOf(crowd).get("ramp");
        double p99 = histogram == null ? Double.NaN : Report.millis(histogram, 99);
        report.row(
            rate,
            sent,
            rate * crowd.clients().size(),
            histogram == null ? Double.NaN : Report.millis(histogram, 50),
            p99);
        if (!(p99 < SUSTAINED_MILLIS)) {
          break;
        }
        sustained = rate;
      }
    }
    report.end();
    return sustained;
  }

  private static Residents neighbours(Place place) {
    Residents crowd =
        Residents.of(
            place.people(), place.members().subList(0, place.members().size() - 1), new Staying());
    crowd.connectGently(List.of(port(place)));
    return crowd;
  }

  private static int port(Place place) {
    return place.stack().pushes().getFirst().port();
  }

  private static Map<String, Histogram> windowsOf(Residents crowd) {
    return crowd.loop().ask(() -> crowd.loop().tally().windows());
  }

  private static void windows(Place place, int perSecond, Report report)
      throws InterruptedException {
    RunningNode push = place.stack().pushes().getFirst();
    report.line(
        "## %d neighbours, %d messages/s of %,d characters, windows of %d s in turn",
        place.members().size() - 1, perSecond, TEXT, WINDOW_SECONDS);
    List<Stuck> stuck = IntStream.range(0, PAIRS).mapToObj(i -> new Stuck(place)).toList();
    Map<String, String> memory = new TreeMap<>();
    try (Residents crowd = neighbours(place)) {
      List<Member> senders =
          place.members().subList(0, Math.min(SENDERS, place.members().size() - 1));
      crowd.warmUp(place.stack().apis(), senders, TEXT, perSecond / 4, perSecond);
      Load load = Load.start(place.stack().apis(), senders, perSecond, "x".repeat(TEXT));
      try (load) {
        for (int pair = 0; pair < PAIRS; pair++) {
          Stuck one = stuck.get(pair);
          String name = "pair " + (pair + 1);
          Window.of(name + ", without", WINDOW_SECONDS, crowd, 1);
          memory.put(name + " 1 before", memory(push));
          Window.of(name + ", with", WINDOW_SECONDS, crowd, 1, () -> one.run(push, memory, name));
          memory.put(name + " 3 after", memory(push));
        }
      }
      crowd.requireEverythingOnceInOrder(60);
      assertThat(load.faults()).isEmpty();
      report.head("window", "deliveries", "p50 ms", "p99 ms", "max ms");
      windowsOf(crowd).entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              each ->
                  report.row(
                      each.getKey(),
                      each.getValue().getTotalCount(),
                      Report.millis(each.getValue(), 50),
                      Report.millis(each.getValue(), 99),
                      Report.millis(each.getValue(), 100)));
      report.end().head("push node", "MB");
      memory.forEach(report::row);
      report.end();
      stuck.forEach(
          each ->
              report.line(
                  "Closed with %d, %.1f s after it stopped reading.",
                  each.code, each.untilClosedNanos / 1e9));
      assertThat(stuck).allSatisfy(each -> assertThat(each.code).isEqualTo(TOO_SLOW));
    }
  }

  static String memory(RunningNode node) {
    NodeMeters meters = NodeMeters.of(node);
    return "resident %.0f, heap used %.0f, direct %.0f; kernel's TCP buffers, all sockets: %.1f"
        .formatted(
            NodeMeters.residentMegabytes(node),
            meters.heapMegabytes(),
            meters.directMegabytes(),
            NodeMeters.kernelBufferMegabytes());
  }

  private record Place(Stack stack, Population people) {
    List<Member> members() {
      return people.members();
    }
  }

  /// One that stops reading as soon as it follows, and reads again when the node has given it up.
  private static final class Stuck implements Course {
    private final Place place;
    private volatile int code;
    private volatile boolean isStuck;
    private long untilClosedNanos;

    Stuck(Place place) {
      this.place = place;
    }

    void run(RunningNode push, Map<String, String> memory, String name) {
      double before = NodeMeters.of(push).closed(TOO_SLOW);
      try (ClientLoop loop = new ClientLoop()) {
        Client client =
            new ParleyClient(place.members().getLast(), loop, this).withSmallReceiveBuffer();
        loop.execute(() -> client.connect(push.port()));
        await().until(() -> isStuck);
        long began = System.nanoTime();
        await()
            .atMost(60, TimeUnit.SECONDS)
            .pollInterval(Duration.ofMillis(250))
            .until(() -> NodeMeters.of(push).closed(TOO_SLOW) > before);
        untilClosedNanos = System.nanoTime() - began;
        memory.put(name + " 2 when it is closed", memory(push));
        loop.execute(client::goOnReading);
        await().atMost(30, TimeUnit.SECONDS).until(() -> code != 0);
        assertThat(loop.faults()).isEmpty();
      }
    }

    @Override
    public void following(Client client) {
      client.stopReading();
      isStuck = true;
    }

    @Override
    public void closed(Client client, int closeCode) {
      code = closeCode;
    }
  }
}
