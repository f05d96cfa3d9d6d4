package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The api on Knative and on Cloud Run, beside the chart's.
@WithHelm
class ServerlessTest {
  @ParameterizedTest
  @ValueSource(strings = {"knative/api.yaml", "cloud-run/api.yaml"})
  void itIsAKnativeService(String file) {
    assertThat(Manifests.read(Path.of(file)).all()).hasSize(1).allSatisfy(Schemas::check);
  }

  @ParameterizedTest
  @CsvSource({
    "knative/api.yaml, autoscaling.knative.dev/min-scale",
    "cloud-run/api.yaml, autoscaling.knative.dev/minScale"
  })
  void itScalesToZero(String file, String annotation) {
    JsonNode annotations = template(file).at("/metadata/annotations");
    assertThat(annotations.path(annotation).asText()).isEqualTo("0");
  }

  /// Everything that an api can't do without is there, as in the chart.
  @ParameterizedTest
  @ValueSource(strings = {"knative/api.yaml", "cloud-run/api.yaml"})
  void itIsToldWhatTheChartsApiIsTold(String file) {
    Set<String> needed = new TreeSet<>(Chart.with("minimal").pod("api").environment().keySet());
    // Files lie in a bucket; and there are defaults.
    needed.removeIf(
        name ->
            name.equals("PARLEY_STORAGE_FOLDER")
                || name.equals("PARLEY_UPLOADS_FOLDER")
                || name.startsWith("PARLEY_SHUTDOWN_"));
    needed.add("PARLEY_STORAGE_S3_BUCKET");
    assertThat(Manifests.read(Path.of(file)).pods().getFirst().environment().keySet())
        .containsAll(needed);
  }

  /// All of its paths are public, and nobody asks at this one who it is.
  @ParameterizedTest
  @ValueSource(strings = {"knative/api.yaml", "cloud-run/api.yaml"})
  void itTellsNoFigures(String file) {
    Pod api = Manifests.read(Path.of(file)).pods().getFirst();
    assertThat(api.variable("ENDPOINTS_PROMETHEUS_ENABLED")).isEqualTo("false");
    assertThat(api.variable("PARLEY_DATABASE_MIGRATE")).isEqualTo("false");
  }

  @Test
  void theMigrationOnCloudRunMigrates() {
    Pod migration = Manifests.read(Path.of("cloud-run/migration.yaml")).pods().getFirst();
    assertThat(migration.container().path("args"))
        .isEqualTo(Chart.with("minimal").pod("migration").container().path("args"));
    assertThat(migration.container().path("image"))
        .isEqualTo(
            Manifests.read(Path.of("cloud-run/api.yaml"))
                .pods()
                .getFirst()
                .container()
                .path("image"));
  }

  @ParameterizedTest
  @CsvSource({
    "knative/api.yaml, -XX:MaxRAMPercentage=55",
    "cloud-run/api.yaml, -XX:MaxRAMPercentage=50",
    "cloud-run/migration.yaml, -XX:MaxRAMPercentage=50"
  })
  void theHeapIsAboutHalfOfTheMemory(String file, String options) {
    Pod pod = Manifests.read(Path.of(file)).pods().getFirst();
    assertThat(pod.variable("JDK_JAVA_OPTIONS")).isEqualTo(options);
    assertThat(pod.container().at("/resources/limits/memory").asText()).isNotEmpty();
  }

  /// An api that sleeps publishes nothing of what one that died has left.
  @Test
  void theChartWakesItUpNowAndThen() {
    Manifests manifests = Chart.with("serverless-api");
    assertThat(manifests.of("Deployment"))
        .extracting(each -> Manifests.component(each.at("/metadata/labels")))
        .containsExactly("push");
    Pod relay = manifests.pod("relay");
    assertThat(relay.variable("API")).isEqualTo(manifests.pod("push").variable("PARLEY_API_URLS"));
  }

  private static JsonNode template(String file) {
    return Manifests.read(Path.of(file)).pods().getFirst().template();
  }
}
