package chat.parley.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void theSameSeedMakesTheSamePlanAndAnotherSeedAnother() {
    assertThat(Plan.of(1, LONG)).isEqualTo(Plan.of(1, LONG)).isNotEqualTo(Plan.of(2, LONG));
  }

  @Test
  void aLongPlanHasFaultsOfEveryKind() {
    assertThat(Plan.of(1, LONG).faults().stream().map(Fault::kind).collect(Collectors.toSet()))
        .hasSameElementsAs(Fault.Kind.ALL);
  }

  @Test
  void allIsHealedWhenThePlanEnds() {
    assertThat(Plan.of(1, LONG).faults())
        .allSatisfy(fault -> assertThat(fault.at().plus(fault.lasting())).isLessThan(LONG));
  }
}
