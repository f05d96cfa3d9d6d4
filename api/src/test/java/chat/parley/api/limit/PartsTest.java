package chat.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.limit.Verdict.Standing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final Quota QUOTA = Quota.parse("5/1h");
  private static final Charge LOGIN = new Charge(Limit.LOGIN, "ada", 1);
  private static final Charge ADDRESS = new Charge(Limit.LOGIN_BY_ADDRESS, "::1", 2);

  private static Verdict verdict(Limit limit, long remaining, int retrySeconds) {
    return new Verdict(
        retrySeconds == 0,
        Duration.ofSeconds(retrySeconds),
        List.of(new Standing(limit, QUOTA, remaining, Duration.ofMinutes(1))));
  }

  private static Verdict joined(Verdict login, Verdict address) {
    return Parts.joined(List.of(LOGIN, ADDRESS), List.of(login, address));
  }

  @Test
  void whoMayInAllPartsMay() {
    Verdict verdict = joined(verdict(Limit.LOGIN, 3, 0), verdict(Limit.LOGIN_BY_ADDRESS, 1, 0));

    assertThat(verdict.admitted()).isTrue();
    assertThat(verdict.retryAfter()).isZero();
    assertThat(verdict.standings()).extracting(Standing::remaining).containsExactly(3L, 1L);
  }

  @Test
  void whoMayNotInOnePartHasTheOthersAsTheyWereBefore() {
    Verdict verdict = joined(verdict(Limit.LOGIN, 0, 30), verdict(Limit.LOGIN_BY_ADDRESS, 1, 0));

    assertThat(verdict.admitted()).isFalse();
    assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(verdict.standings()).extracting(Standing::remaining).containsExactly(0L, 3L);
  }

  @Test
  void theLongestWaitCounts() {
    assertThat(
            joined(verdict(Limit.LOGIN, 0, 30), verdict(Limit.LOGIN_BY_ADDRESS, 0, 50))
                .retryAfter())
        .isEqualTo(Duration.ofSeconds(50));
  }
}
