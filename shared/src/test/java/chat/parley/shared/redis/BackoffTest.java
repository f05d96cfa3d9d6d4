package chat.parley.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Property
  void eachPauseIsBetweenHalfAndTheWholeOfWhatDoublesUpToTheLimit(
      @ForAll long seed,
      @ForAll @IntRange(max = 10_000) int first,
      @ForAll @IntRange(max = 10_000) int limit) {
    Backoff backoff =
        new Backoff(Duration.ofMillis(first), Duration.ofMillis(limit), new Random(seed));
    long whole = first;

    for (int i = 0; i < 40; i++) {
      long expected = Math.min(whole, limit);
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(expected).dividedBy(2), Duration.ofMillis(expected));
      whole = expected * 2;
    }
  }

  @Test
  void afterASuccessItBeginsAnew() {
    Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofHours(1), new Random(1));
    for (int i = 0; i < 10; i++) {
      backoff.next();
    }

    backoff.reset();

    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(10));
  }
}
