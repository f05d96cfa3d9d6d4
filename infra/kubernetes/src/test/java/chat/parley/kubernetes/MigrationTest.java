package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithHelm
class MigrationTest {
  @Test
  void itIsDoneBeforeAnythingOfTheNewVersionIsThere() {
    JsonNode job = Chart.with("minimal").of("Job", "migration");
    assertThat(hooks(job)).containsExactlyInAnyOrder("pre-install", "pre-upgrade");
    assertThat(job.at("/spec/template/spec/containers/0/args")).hasToString("[\"migrate\"]");
    // Helm knows it for a hook, and not for a part of the release.
    assertThat(Chart.withoutHooks("minimal").of("Job")).isEmpty();
  }

  @Test
  void noApiDoesItToo() {
    for (String example : List.of("minimal", "full")) {
      assertThat(Chart.with(example).pod("api").variable("PARLEY_DATABASE_MIGRATE"))
          .isEqualTo("false");
    }
    assertThat(
            Chart.with("minimal", "migration: {enabled: false}")
                .pod("api")
                .variable("PARLEY_DATABASE_MIGRATE"))
        .isEqualTo("false");
  }

  @Test
  void itIsTheNewApiThatMigrates() {
    Manifests manifests = Chart.with("full");
    assertThat(manifests.pod("migration").container().path("image"))
        .isEqualTo(manifests.pod("api").container().path("image"));
  }

  @Test
  void itMayBeSomebodyElseAtTheDatabase() {
    assertThat(user(Chart.with("minimal"), "migration"))
        .isEqualTo(user(Chart.with("minimal"), "api"));
    assertThat(user(Chart.with("full"), "migration")).isEqualTo("parley-database-owner");
    assertThat(user(Chart.with("full"), "api")).isEqualTo("parley-database");
  }

  /// At the first install hooks come before everything else, so what they need has to be a sooner
  /// hook, or not to be of this release.
  @Test
  void itNeedsNothingThatComesLater() {
    Manifests manifests = Chart.with("full");
    Pod migration = manifests.pod("migration");
    assertThat(migration.spec().has("serviceAccountName")).isFalse();
    List<String> rendered = new ArrayList<>();
    manifests.all().forEach(each -> rendered.add(each.at("/metadata/name").asText()));
    for (JsonNode volume : migration.spec().path("volumes")) {
      assertThat(rendered).doesNotContain(volume.at("/configMap/name").asText());
      assertThat(volume.has("persistentVolumeClaim")).isFalse();
    }
    JsonNode policy = manifests.of("NetworkPolicy", "migration");
    assertThat(hooks(policy)).isEqualTo(hooks(manifests.of("Job", "migration")));
    assertThat(weight(policy)).isLessThan(weight(manifests.of("Job", "migration")));
  }

  /// Its log is all that tells what is wrong.
  @Test
  void oneThatFailedStays() {
    JsonNode job = Chart.with("minimal").of("Job", "migration");
    assertThat(job.at("/metadata/annotations").path("helm.sh/hook-delete-policy").asText())
        .isEqualTo("before-hook-creation,hook-succeeded");
    assertThat(job.at("/spec/ttlSecondsAfterFinished").isMissingNode()).isTrue();
  }

  private static List<String> hooks(JsonNode manifest) {
    return List.of(
        manifest.at("/metadata/annotations").path("helm.sh/hook").asText().split(",", -1));
  }

  private static int weight(JsonNode manifest) {
    return manifest.at("/metadata/annotations").path("helm.sh/hook-weight").asInt();
  }

  private static String user(Manifests manifests, String component) {
    return manifests
        .pod(component)
        .declaration("PARLEY_DATABASE_USERNAME")
        .at("/valueFrom/secretKeyRef/name")
        .asText();
  }
}
