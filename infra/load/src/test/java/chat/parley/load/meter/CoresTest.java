package chat.parley.load.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CoresTest {
  private static final Cores BEFORE = Cores.of("cpu  100 20 30 5000 600 7 8 90 0 0", 0.5);
  private static final Cores AFTER = Cores.of("cpu  300 120 130 5100 650 17 18 110 0 0", 1.5);

  @Test
  void whoWaitsIsNotBusy() {
    assertThat(BEFORE.all()).isEqualTo(1.65);
    assertThat(BEFORE.stolen()).isEqualTo(0.90);
  }

  @Test
  void whatWasSpentInTwoSecondsIsSharedAmongThem() {
    Cores between = AFTER.since(BEFORE, 2);

    assertThat(between.all()).isCloseTo(2.1, within(1e-9));
    assertThat(between.own()).isCloseTo(0.5, within(1e-9));
    assertThat(between.stolen()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void thisProcessIsPartOfTheMachine() {
    Cores now = Cores.now();

    assertThat(now.own()).isPositive();
    assertThat(now.all()).isGreaterThan(now.own());
  }
}
