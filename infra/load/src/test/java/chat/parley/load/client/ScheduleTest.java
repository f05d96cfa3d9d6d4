package chat.parley.load.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void whatIsDueDoesNotDependOnWhatWasDone() {
    Schedule schedule = new Schedule(100, 0, 0);

    for (int i = 0; i < 250; i++) {
      assertThat(schedule.isDue(5 * SECOND)).isTrue();
      schedule.next();
    }

    assertThat(schedule.due()).isEqualTo(5 * SECOND / 2);
  }

  @Test
  void nothingIsDueBeforeItsTime() {
    Schedule schedule = new Schedule(4, 0, SECOND);
    schedule.next();

    assertThat(schedule.isDue(SECOND + SECOND / 4 - 1)).isFalse();
    assertThat(schedule.isDue(SECOND + SECOND / 4)).isTrue();
  }

  @Test
  void ratesThatDivideNoSecondDoNotDrift() {
    Schedule schedule = new Schedule(3, 0, 0);
    for (int i = 0; i < 3_000_000; i++) {
      schedule.next();
    }

    assertThat(schedule.due()).isEqualTo(1_000_000 * SECOND);
  }

  /// [System#nanoTime] may be negative, and may overflow.
  @Test
  void theClockMayOverflow() {
    Schedule schedule = new Schedule(1, 0, Long.MAX_VALUE - 10);
    schedule.next();

    assertThat(schedule.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(schedule.isDue(Long.MAX_VALUE + SECOND)).isTrue();
  }

  @Test
  void numbersGoOnFromTheFirst() {
    Schedule schedule = new Schedule(1, 41, 0);
    schedule.next();

    assertThat(schedule.number()).isEqualTo(42);
  }

  @Test
  void aRateIsMoreThanNothing() {
    assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("not a rate");
    assertThatThrownBy(() -> new Schedule(Double.NaN, 0)).hasMessageContaining("not a rate");
  }
}
