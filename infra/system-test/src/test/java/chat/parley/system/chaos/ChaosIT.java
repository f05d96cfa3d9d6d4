package chat.parley.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The proof. `-Dparley.chaos.minutes=30 -Dparley.chaos.seed=…` makes it a long one.
@Isolated("needs the machine")
class ChaosIT {
  @Test
  void nothingIsLostDoubledOrToldToTheWrongOnesWhateverFails() throws Exception {
    try (Chaos chaos = new Chaos(Settings.asked(), UnaryOperator.identity())) {
      Report report = chaos.run();
      report.tell();
      assertThat(report.violations()).isEmpty();
    }
  }
}
