package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Load;
import chat.parley.load.client.Residents;
import chat.parley.load.client.Staying;
import chat.parley.load.population.Population;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// From when a message is due to when a member has it.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class LatencyFigures {
  private static final int MEMBERS = 200;
  private static final int SENDERS = 100;
  private static final int CONVERSATIONS = 50;
  private static final int[] OFFSETS = {0, 1, 7};
  private static final int PER_SECOND = 500;
  private static final int TEXT = 100;
  private static final int[] WARM_UP_RATES = {100, 250, 500};
  private static final int WINDOWS = 6;
  private static final int WINDOW_SECONDS = 10;

  @Test
  void everyMemberHasEachOfFiveHundredMessagesASecondOnce() throws InterruptedException {
    try (Stack stack = Stack.start(StackOptions.temporary().api(2).push(2))) {
      Population people = Population.of(stack, MEMBERS, CONVERSATIONS, OFFSETS);
      Report report =
          new Report("latency", "Post to receive at 500 messages/s", LatencyFigures.class, stack);
      try (Residents crowd = Residents.of(people, people.members(), new Staying())) {
        crowd.connectGently(stack.pushes().stream().map(RunningNode::port).toList());
        var senders = people.members().subList(0, SENDERS);
        long warmedUp = crowd.warmUp(stack.apis(), senders, TEXT, WARM_UP_RATES);
        Load load = Load.start(stack.apis(), senders, PER_SECOND, "x".repeat(TEXT));
        double rate;
        try (load) {
          Thread.sleep(1_000);
          for (int i = 1; i <= WINDOWS; i++) {
            Window.of("window " + i, WINDOW_SECONDS, crowd, 0);
          }
          rate = load.perSecondSinceStart();
        }
        crowd.requireEverythingOnceInOrder(60);
        assertThat(load.faults()).isEmpty();
        assertThat(people.lastSeqs().values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(warmedUp + load.acknowledged());
        report.line(
            "%d senders, %d members in %d conversations of %d; %d messages/s due, %.0f answered;"
                + " open loop, after warming up with fewer.",
            SENDERS,
            MEMBERS,
            CONVERSATIONS,
            MEMBERS * OFFSETS.length / CONVERSATIONS,
            PER_SECOND,
            rate);
        write(crowd.loop().ask(() -> crowd.loop().tally().windows()), report);
      } finally {
        report.write();
      }
    }
  }

  private static void write(Map<String, Histogram> windows, Report report) {
    Histogram all = new Histogram(3);
    report.head("", "deliveries", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
    new TreeMap<>(windows)
        .forEach(
            (name, window) -> {
              all.add(window);
              row(name, window, report);
            });
    row("all", all, report);
    report.end();
  }

  private static void row(String name, Histogram histogram, Report report) {
    report.row(
        name,
        histogram.getTotalCount(),
        Report.millis(histogram, 50),
        Report.millis(histogram, 99),
        Report.millis(histogram, 99.9),
        Report.millis(histogram, 100));
  }
}
