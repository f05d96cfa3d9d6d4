package chat.parley.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Results results = new Results("w");

  private void sample(String server, int repetition, double value) {
    results.add(new Sample("w", server, "phase", repetition, Map.of("f", value)));
  }

  @Test
  void aRatioIsOfMedians() {
    sample("a", 1, 1);
    sample("a", 2, 90);
    sample("a", 3, 3);
    sample("b", 1, 6);
    sample("b", 2, 5);
    sample("b", 3, 100);

    assertThat(results.ratio("a", "b", "phase", "f")).isEqualTo(0.5);
  }

  @Test
  void ofAnEvenNumberTheMeanOfTheMiddleIsTheMedian() {
    assertThat(Results.median(4, 1, 3, 100)).isEqualTo(3.5);
    assertThat(Results.median(4, Double.NaN)).isEqualTo(4);
    assertThat(Results.median()).isNaN();
  }

  @Test
  void aBarThatCannotBeJudgedIsLeftOut() {
    results.add(Bar.atMost("x", results.ratio("a", "b", "phase", "f"), 1, "×"));

    assertThat(results.bars()).isEmpty();
  }

  @Test
  void aBarSaysByHowMuchItIsMissed() {
    assertThat(Bar.atMost("x", 0.5, 0.6, "×").sentence())
        .isEqualTo("x: 0.50 × (at most 0.60 ×): met");
    assertThat(Bar.atMost("x", 0.9, 0.6, "×").verdict()).isEqualTo("missed by 50 %");
    assertThat(Bar.atLeast("x", 0.9, 1.8, "×").verdict()).isEqualTo("missed by 50 %");
    assertThat(Bar.within("x", 1.21, 0.9, 1.1, "×").verdict()).isEqualTo("missed by 10 %");
    assertThat(Bar.within("x", 1.0, 0.9, 1.1, "×").isMet()).isTrue();
    assertThat(Bar.within("x", 1.0, 0.9, 1.1, "×").wanted()).isEqualTo("0.90 to 1.10 ×");
  }

  @Test
  void aRawLineLeavesNothingOut() {
    Sample sample = new Sample("w", "a", "phase", 2, Map.of("f", 0.123456));

    assertThat(RawLine.of(sample)).isEqualTo("w | a | phase | #2 | f=0.1235");
  }

  @Test
  void thePageHasMachineCommandBarsMediansAndRawLines() {
    sample("a", 1, 1);
    sample("b", 1, 2);
    results.add(Bar.atMost("x", 0.5, 0.6, "×"));
    Origin origin =
        new Origin("a machine", "mvn -Pbench", "abc", "today", Map.of("a", "made of this"));

    String page = new ResultPage(origin, results).page().toString();

    assertThat(page)
        .contains("a machine", "`mvn -Pbench`", "Parley abc", "a: made of this.")
        .contains("| x | 0.50 × | at most 0.60 × | met |")
        .contains("| median | a | b |", "| f | 1 | 2 |")
        .contains("w | a | phase | #1 | f=1");
  }

  @Test
  void withoutSettingsEverythingIsMeasuredThreeTimesInFull() {
    Settings settings = Settings.from(new Properties());

    assertThat(settings.repetitions()).isEqualTo(3);
    assertThat(settings.scale()).isEqualTo(Scale.FULL);
    assertThat(settings.workloads())
        .containsExactly(
            "fan-out", "pairs", "idle", "storm", "cold-start", "mixed-day", "scale-out");
    assertThat(settings.results()).endsWithRaw(settings.module().resolve("results"));
  }

  @Test
  void whatOnlyShowsThatItWorksIsNotKept() {
    Properties properties = new Properties();
    properties.setProperty("parley.bench.scale", "short");

    assertThat(Settings.from(properties).results().toString()).contains("target");
  }
}
