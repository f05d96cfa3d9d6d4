package chat.parley.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static Plan plan(long seed) {
    return Plan.of(seed, LONG, Duration.ofSeconds(2));
  }

  @Test
  void theSameSeedMakesTheSamePlanAndAnotherSeedAnother() {
    assertThat(plan(1)).isEqualTo(plan(1)).isNotEqualTo(plan(2));
  }

  @Test
  void aLongPlanHasFaultsOfEveryKind() {
    assertThat(plan(1).faults().stream().map(Fault::kind).collect(Collectors.toSet()))
        .hasSameElementsAs(Fault.Kind.ALL);
  }

  @Test
  void allIsHealedWhenThePlanEnds() {
    assertThat(plan(1).faults())
        .allSatisfy(fault -> assertThat(fault.at().plus(fault.lasting())).isLessThan(LONG));
  }

  @Test
  void theShortRunDoesEverythingToSomebodyAndKillsEverybody() {
    List<Fault.Kind> kinds = Settings.shortPlan().faults().stream().map(Fault::kind).toList();

    assertThat(kinds.stream().map(Fault.Kind::act))
        .containsAll(Fault.Kind.ALL.stream().map(Fault.Kind::act).toList());
    assertThat(kinds.stream().filter(kind -> kind.act() == Fault.Act.KILL).map(Fault.Kind::target))
        .contains(Fault.Target.API, Fault.Target.PUSH, Fault.Target.REDIS, Fault.Target.POSTGRES);
  }
}
