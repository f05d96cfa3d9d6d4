package chat.parley.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  private final List<Double> tried = new ArrayList<>();

  private record Tried(double rate, boolean sustained) implements RateSearch.Try {}

  private Optional<Tried> search(double end, double start, int halvings) {
    return new RateSearch(1.5, halvings)
        .highest(
            start,
            rate -> {
              tried.add(rate);
              return new Tried(rate, rate <= end);
            });
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 99, 100, 101, 149, 151, 1_000, 12_345})
  void theEndIsFoundFromAboveAndFromBelow(double end) {
    double found = search(end, 100, 6).orElseThrow().rate();

    assertThat(found).isLessThanOrEqualTo(end).isCloseTo(end, Percentage.withPercentage(1));
  }

  @Test
  void eachHalvingHalvesWhatIsLeft() {
    double found = search(120, 100, 3).orElseThrow().rate();

    assertThat(found).isBetween(120 / Math.pow(1.5, 1 / 8.0), 120.0);
    assertThat(Set.copyOf(tried)).hasSize(2 + 3);
  }

  @Test
  void whoKeepsUpWithNothingHasNoMaximum() {
    assertThat(search(0, 100, 3)).isEmpty();
    assertThat(Set.copyOf(tried)).hasSizeLessThan(20);
  }

  @Test
  void whoKeepsUpWithEverythingIsNotTriedForEver() {
    assertThat(search(Double.MAX_VALUE, 100, 3)).isPresent();
    assertThat(tried).hasSizeLessThan(20);
  }

  @Test
  void aResumedSearchIsAsExactAndSoonAtTheEnd() {
    RateSearch search = new RateSearch(1.5, 3).resumed();

    for (double end : new double[] {95, 101, 106}) {
      tried.clear();
      double found =
          search
              .highest(
                  100,
                  rate -> {
                    tried.add(rate);
                    return new Tried(rate, rate <= end);
                  })
              .orElseThrow()
              .rate();

      assertThat(found).isBetween(end / Math.pow(1.5, 1 / 8.0), end);
      assertThat(Set.copyOf(tried)).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void whatDisturbsOnceDoesNotEndTheSearch() {
    double found =
        new RateSearch(1.5, 6)
            .highest(
                100,
                rate -> {
                  tried.add(rate);
                  return new Tried(rate, rate <= 300 && tried.size() != 2);
                })
            .orElseThrow()
            .rate();

    assertThat(found).isCloseTo(300, Percentage.withPercentage(1));
  }

  @Test
  void aSearchHasToGoOn() {
    assertThatThrownBy(() -> new RateSearch(1, 3)).hasMessageContaining("go on");
  }
}
