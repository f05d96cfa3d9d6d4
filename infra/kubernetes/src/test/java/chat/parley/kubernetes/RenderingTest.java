package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithHelm
class RenderingTest {
  static List<String> examples() {
    return Chart.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void helmHasNothingAgainstTheChart(String example) {
    LintResult result = Chart.lint(example);
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages())
        .filteredOn(message -> !message.contains("icon is recommended"))
        .allSatisfy(message -> assertThat(message).isBlank());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void kubernetesTakesWhatIsRendered(String example) {
    assertThat(Chart.with(example).all()).isNotEmpty().allSatisfy(Schemas::check);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everythingIsNamedOnceAndInTheReleasesNamespace(String example) {
    List<JsonNode> all = Chart.with(example).all();
    assertThat(all).extracting(Manifests::name).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(each -> assertThat(each.at("/metadata/namespace").asText()).isEqualTo("chat"));
  }

  @Test
  void theLongestNameOfAReleaseStillFits() {
    Manifests manifests = Chart.named("a23456789-123456789-123456789-123456789-123456789-123");
    assertThat(manifests.all())
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.at("/metadata/name").asText())
                  .hasSizeLessThanOrEqualTo(63)
                  .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
              Schemas.check(each);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A field that there isn't, one that lacks, and values that are no texts and no numbers.
        "spec: {replica: 1, selector: {}, template: {}}",
        "spec: {replicas: 1}",
        "spec: {selector: {}, replicas: two, template: {}}",
        "spec: {selector: {}, template: {spec: {containers: [{name: a, env: [{name: A, value: true}]}]}}}",
        "spec: {selector: {}, template: {spec: {containers: [{name: a, imagePullPolice: Always}]}}}"
      })
  void whatKubernetesWouldRefuseIsRefused(String spec) {
    JsonNode manifest = Yaml.read("apiVersion: apps/v1\nkind: Deployment\n" + spec);
    assertThatThrownBy(() -> Schemas.check(manifest)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofMonitorsAndKnativeServicesNoUnknownFieldIsTaken() {
    Stream.of(
            "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nspec: {endpoint: []}",
            "apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {templates: {}}")
        .map(Yaml::read)
        .forEach(
            manifest ->
                assertThatThrownBy(() -> Schemas.check(manifest))
                    .isInstanceOf(IllegalArgumentException.class));
  }
}
