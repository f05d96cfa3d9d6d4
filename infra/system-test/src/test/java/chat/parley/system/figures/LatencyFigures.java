package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import java.util.Objects;
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
  private static final int WARM_UP_SECONDS = 30;
  private static final int SECONDS = 60;

  @Test
  void everyMemberHasEachOfFiveHundredMessagesASecondOnce() throws InterruptedException {
    try (Stack stack = Stack.start(StackOptions.temporary().api(2).push(2))) {
      Town town = Town.of(stack, MEMBERS, CONVERSATIONS, OFFSETS);
      Report report =
          new Report("latency", "Post to receive at 500 messages/s", LatencyFigures.class, stack);
      try (Crowd crowd = Crowd.of(town, town.members(), new Course() {})) {
        crowd.connectGently(stack.pushes().stream().map(RunningNode::port).toList());
        Load load = Load.start(stack, town.members().subList(0, SENDERS), PER_SECOND, 100);
        double rate;
        try (load) {
          Window.of("all", SECONDS, crowd, WARM_UP_SECONDS);
          rate = load.perSecondSinceStart();
        }
        crowd.assertEverythingCameOnceInOrder(60);
        assertThat(load.faults()).isEmpty();
        assertThat(town.lastSeqs().values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(load.acknowledged());
        Histogram all =
            Objects.requireNonNull(crowd.loop().ask(() -> crowd.loop().tally().windows()).get("all"));
        report
            .line(
                "%d senders, %d members in %d conversations of %d; %d messages/s due, %.0f sent;"
                    + " open loop, %d s after %d s of warm-up.",
                SENDERS,
                MEMBERS,
                CONVERSATIONS,
                MEMBERS * OFFSETS.length / CONVERSATIONS,
                PER_SECOND,
                rate,
                SECONDS,
                WARM_UP_SECONDS)
            .head("deliveries", "p50 ms", "p99 ms", "p99.9 ms", "max ms")
            .row(
                all.getTotalCount(),
                Report.millis(all, 50),
                Report.millis(all, 99),
                Report.millis(all, 99.9),
                Report.millis(all, 100))
            .end();
      } finally {
        report.write();
      }
    }
  }
}
