package chat.parley.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void latencyCountsFromWhenAMessageWasDue() {
    Tally tally = new Tally();
    tally.open("w");
    for (int i = 1; i <= 100; i++) {
      tally.received(1_000_000, i, 1_000_000 + i * 1_000_000L);
    }

    Histogram window = tally.take("w");

    assertThat(window.getTotalCount()).isEqualTo(100);
    assertThat(window.getValueAtPercentile(50)).isCloseTo(50_000_000L, within(100_000));
    assertThat(window.getValueAtPercentile(99)).isCloseTo(99_000_000L, within(100_000));
    assertThat(window.getMaxValue()).isCloseTo(100_000_000L, within(100_000));
  }

  private static Offset<Long> within(long nanos) {
    return Offset.offset(nanos);
  }

  @Test
  void aMessageBelongsToTheWindowInWhichItWasDueHoweverLateItComes() {
    Tally tally = new Tally();
    tally.open("w", 100, 200);

    tally.received(99, 0, 150);
    tally.received(100, 1, 150);
    tally.received(199, 2, 10_000);
    tally.received(200, 3, 10_000);

    assertThat(tally.take("w").getTotalCount()).isEqualTo(2);
    assertThat(tally.received()).isEqualTo(4);
  }

  @Test
  void messagesOfAnEarlierTrialDoNotCount() {
    Tally tally = new Tally();
    tally.countFrom(10);

    assertThat(tally.received(0, 9, 1)).isFalse();
    assertThat(tally.received(0, 10, 1)).isTrue();
    assertThat(tally.received()).isEqualTo(1);
  }

  @Test
  void aRepetitionDoesNotMakeUpForALoss() {
    long all = LongStream.range(0, 1_000).map(Tally::mixed).sum();
    Set<Long> sums = new HashSet<>();
    for (long lost = 0; lost < 1_000; lost++) {
      for (long twice = lost + 1; twice < Math.min(1_000, lost + 30); twice++) {
        sums.add(all - Tally.mixed(lost) + Tally.mixed(twice));
        sums.add(all - Tally.mixed(twice) + Tally.mixed(lost));
      }
    }

    assertThat(sums).doesNotContain(all);
  }
}
