package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  static final long SECOND = 1_000_000_000;

  @Property
  void noStretchOfTimeAllowsMoreThanTheBurstAndTheRate(
      @ForAll @IntRange(min = 1, max = 50) int perSecond,
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = SECOND / 5) Long> pauses) {
    TokenBucket bucket = new TokenBucket(perSecond, burst, 0);
    List<Long> allowed = new ArrayList<>();
    long now = 0;
    for (long pause : pauses) {
      now += pause;
      if (bucket.take(now)) {
        allowed.add(now);
      }
    }

    for (int first = 0; first < allowed.size(); first++) {
      for (int last = first; last < allowed.size(); last++) {
        double seconds = (allowed.get(last) - allowed.get(first)) / (double) SECOND;
        assertThat(last - first + 1)
            .isLessThanOrEqualTo((int) (burst + perSecond * seconds + 1e-6));
      }
    }
  }

  @Test
  void whoKeepsToTheRateIsNeverStopped() {
    TokenBucket bucket = new TokenBucket(20, 40, 7);

    for (int i = 0; i < 10_000; i++) {
      assertThat(bucket.take(7 + i * SECOND / 20)).isTrue();
    }
  }

  @Test
  void aBurstIsAllowedAtOnceAndAgainAfterRest() {
    TokenBucket bucket = new TokenBucket(20, 40, 0);

    assertThat(taken(bucket, 0)).isEqualTo(40);
    assertThat(taken(bucket, SECOND)).isEqualTo(20);
    assertThat(taken(bucket, 100 * SECOND)).isEqualTo(40);
  }

  private static int taken(TokenBucket bucket, long now) {
    int taken = 0;
    while (bucket.take(now)) {
      taken++;
    }
    return taken;
  }
}
