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
    pace.ended(now - MILLISECOND / 20, now, false);

    assertThat(pace.waitAt(now)).isZero();
  }

  @Test
  void aLongRoundIsFollowedByAPauseThatIsLongerByFar() {
    pace.ended(now - 2 * MILLISECOND, now, false);

    assertThat(pace.waitAt(now)).isEqualTo(Pace.PAUSE * 2 * MILLISECOND);
    assertThat(pace.waitAt(now + 4 * MILLISECOND)).isEqualTo((Pace.PAUSE * 2 - 4) * MILLISECOND);
  }

  @Test
  void aLoopThatIsBehindWaitsLess() {
    pace.ended(now - 2 * MILLISECOND, now, true);

    assertThat(pace.waitAt(now)).isEqualTo(Pace.PAUSE_BEHIND * 2 * MILLISECOND);
  }

  @Test
  void whatComesAfterThePauseGoesAtOnce() {
    pace.ended(now - 2 * MILLISECOND, now, false);

    assertThat(pace.waitAt(now + Pace.PAUSE * 2 * MILLISECOND)).isZero();
  }

  @Property
  void nobodyWaitsLongerThanTheLongest(@ForAll @LongRange(min = 0) long round) {
    pace.ended(now - Math.min(round, now), now, false);

    assertThat(pace.waitAt(now)).isBetween(0L, Pace.LONGEST_WAIT);
  }
}
