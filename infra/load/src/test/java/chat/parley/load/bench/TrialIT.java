package chat.parley.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.load.bench.Arena.Contestants;
import chat.parley.load.population.Layout;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// The whole of a measurement, of the server that needs the least: a process, clients, senders,
/// and what the system says about the process.
class TrialIT {
  @Test
  void everythingThatWasSentCameOnceToEverybodyAndWasPaidFor() {
    try (Arena arena = new Arena(Settings.from(new Properties()));
        Contestants all = arena.gather(Layout.of(10, 1, 0), Arena.CEILING)) {
      Contestant ceiling = all.all().getFirst();
      Trial trial = new Trial(arena.senders(), "fan-out", 1, 2);

      Sample first = trial.run(ceiling, "phase", 1, 100).sample();
      Sample second = trial.run(ceiling, "phase", 2, 50).sample();

      for (Sample sample : new Sample[] {first, second}) {
        assertThat(sample.figure(Figures.ADDS_UP)).as(RawLine.of(sample)).isOne();
        assertThat(sample.figure(Figures.ACKNOWLEDGED)).isPositive();
        assertThat(sample.figure(Figures.DELIVERED))
            .isEqualTo(10 * sample.figure(Figures.ACKNOWLEDGED));
        assertThat(sample.figure(Figures.BYTES_PER_DELIVERY)).isGreaterThan(128);
        assertThat(sample.figure(Figures.P99)).isPositive();
      }
    }
  }

  @Test
  void inPairsEachMessageComesToTwo() {
    try (Arena arena = new Arena(Settings.from(new Properties()));
        Contestants all = arena.gather(Layout.pairs(10), Arena.CEILING)) {
      Trial trial = new Trial(arena.senders(), "pairs", 0, 1);

      Sample sample = trial.run(all.all().getFirst(), "phase", 1, 100).sample();

      assertThat(sample.figure(Figures.ADDS_UP)).as(RawLine.of(sample)).isOne();
      assertThat(sample.figure(Figures.DELIVERED))
          .isEqualTo(2 * sample.figure(Figures.ACKNOWLEDGED));
    }
  }
}
