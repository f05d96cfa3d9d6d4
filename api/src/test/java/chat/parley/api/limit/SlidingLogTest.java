package chat.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingLogTest {
  private static final List<Quota> QUOTAS = List.of(Quota.parse("3/1s"), Quota.parse("5/4s"));
  private static final long SECOND = 1_000_000;

  private final SlidingLog log = new SlidingLog();

  @Property
  void inNoSpanIsMoreThanItsQuotaAndNobodyIsRefusedForLess(
      @ForAll @Size(max = 60) List<@IntRange(max = 1_500_000) Integer> pauses) {
    SlidingLog own = new SlidingLog();
    List<Long> admitted = new ArrayList<>();
    long now = SECOND;
    for (int pause : pauses) {
      now += pause;
      long at = now;
      boolean hasRoom =
          QUOTAS.stream()
              .allMatch(
                  quota ->
                      admitted.stream().filter(each -> each > at - micros(quota.span())).count()
                          < quota.count());

      assertThat(reserve(own, "r" + now, 1, now).admitted()).isEqualTo(hasRoom);
      if (hasRoom) {
        admitted.add(now);
      }
    }
  }

  @Property
  void whoComesAgainWhenToldIsAdmittedAndNotBefore(
      @ForAll @Size(max = 30) List<@IntRange(max = 500_000) Integer> pauses,
      @ForAll @IntRange(min = 1, max = 3) int cost) {
    SlidingLog own = new SlidingLog();
    long now = SECOND;
    for (int pause : pauses) {
      now += pause;
      Verdict verdict = reserve(own, "r", cost, now);
      if (!verdict.admitted()) {
        long again = now + micros(verdict.retryAfter());
        assertThat(reserve(own, "early", cost, again - 1).admitted()).isFalse();
        assertThat(reserve(own, "in time", cost, again).admitted()).isTrue();
        now = again;
      }
    }
  }

  @Test
  void whatIsGivenBackLeavesRoom() {
    for (int i = 0; i < 3; i++) {
      assertThat(reserve(log, "r" + i, 1, SECOND).admitted()).isTrue();
    }
    assertThat(reserve(log, "one more", 1, SECOND).admitted()).isFalse();

    log.giveBack("r1");

    assertThat(reserve(log, "one more", 1, SECOND).admitted()).isTrue();
    assertThat(reserve(log, "too many", 1, SECOND).admitted()).isFalse();
  }

  @Test
  void itSaysWhatIsLeftOfEachQuotaAndWhenMoreWillBe() {
    reserve(log, "a", 1, SECOND);

    Verdict second = reserve(log, "b", 1, SECOND + SECOND / 4);

    assertThat(second.standings()).extracting(Verdict.Standing::remaining).containsExactly(1L, 3L);
    assertThat(second.standings())
        .extracting(Verdict.Standing::reset)
        .containsExactly(Duration.ofMillis(750), Duration.ofMillis(3_750));
  }

  @Test
  void whatCostsMoreThanThereEverIsIsAlwaysRefused() {
    assertThat(reserve(log, "a", 4, SECOND).admitted()).isFalse();
    assertThat(log.size()).isZero();
  }

  private static Verdict reserve(SlidingLog log, String reservation, int cost, long now) {
    return log.reserve(reservation, new Charge(Limit.MESSAGES, "somebody", cost), QUOTAS, now);
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }
}
