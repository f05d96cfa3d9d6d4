package chat.parley.push.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private final Pace pace = new Pace();
  private final long now = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);

  @Test
  void theFirstRoundGoesAtOnce() {
    assertThat(pace.waitAt(now)).isZero();
  }

  @Test
  void aLoopWithLittleToFlushNeverWaits() {
    pace.ended(now - MILLISECOND / 5, now);

    assertThat(pace.waitAt(now)).isZero();
  }

  @Test
  void aLongRoundIsFollowedByAPauseTwiceAsLong() {
    pace.ended(now - 3 * MILLISECOND, now);

    assertThat(pace.waitAt(now)).isEqualTo(6 * MILLISECOND);
    assertThat(pace.waitAt(now + 4 * MILLISECOND)).isEqualTo(2 * MILLISECOND);
  }

  @Test
  void whatComesAfterThePauseGoesAtOnce() {
    pace.ended(now - 3 * MILLISECOND, now);

    assertThat(pace.waitAt(now + 6 * MILLISECOND)).isZero();
  }

  @Property
  void nobodyWaitsLongerThanTheLongest(@ForAll @LongRange(min = 0) long round) {
    pace.ended(now - Math.min(round, now), now);

    assertThat(pace.waitAt(now)).isBetween(0L, Pace.LONGEST_WAIT);
  }
}
