package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The profile "restricted" of the Pod Security Standards, and what Parley asks beyond it.
@WithHelm
class PodSecurityTest {
  /// Of volumes; `hostPath` above all is none of them.
  private static final Set<String> ALLOWED_VOLUMES =
      Set.of("configMap", "csi", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected");

  static List<Pod> pods() {
    return Stream.concat(
            Chart.examples().stream().flatMap(example -> Chart.with(example).pods().stream()),
            Manifests.read(Path.of("knative/api.yaml")).pods().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void nobodyIsRootOrCanBecomeIt(Pod pod) {
    assertThat(pod.containers())
        .isNotEmpty()
        .allSatisfy(
            container -> {
              assertThat(setting(pod, container, "runAsNonRoot").asBoolean()).isTrue();
              assertThat(setting(pod, container, "runAsUser").asLong()).isPositive();
              JsonNode security = container.path("securityContext");
              assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.path("privileged").asBoolean(false)).isFalse();
              assertThat(security.at("/capabilities/drop")).hasToString("[\"ALL\"]");
              assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("pods")
  void systemCallsAreFilteredAndTheImageCannotBeWrittenTo(Pod pod) {
    assertThat(pod.containers())
        .allSatisfy(
            container -> {
              assertThat(setting(pod, container, "seccompProfile").path("type").asText())
                  .isEqualTo("RuntimeDefault");
              assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                  .isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("pods")
  void theNodeIsNotShared(Pod pod) {
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      assertThat(pod.spec().path(shared).asBoolean(false)).as(shared).isFalse();
    }
    assertThat(pod.containers())
        .allSatisfy(
            container ->
                assertThat(container.path("ports"))
                    .allSatisfy(port -> assertThat(port.has("hostPort")).isFalse()));
    for (JsonNode volume : pod.spec().path("volumes")) {
      Set<String> kinds = new TreeSet<>(volume.propertyStream().map(e -> e.getKey()).toList());
      kinds.remove("name");
      assertThat(ALLOWED_VOLUMES).containsAll(kinds);
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void eachHasRequestsAndLimits(Pod pod) {
    assertThat(pod.containers())
        .allSatisfy(
            container -> {
              for (String amount :
                  List.of("requests/cpu", "requests/memory", "limits/cpu", "limits/memory")) {
                assertThat(container.at("/resources/" + amount).asText()).as(amount).isNotEmpty();
              }
            });
  }

  /// An emptyDir without a limit fills the node's disk.
  @ParameterizedTest
  @MethodSource("pods")
  void whatIsWrittenHasALimit(Pod pod) {
    for (JsonNode volume : pod.spec().path("volumes")) {
      if (volume.has("emptyDir")) {
        assertThat(volume.at("/emptyDir/sizeLimit").asText()).as("%s", volume).isNotEmpty();
      }
    }
  }

  /// A Service `parley-api` in the namespace would set `PARLEY_API_PORT` and the like, which the
  /// programs would take for settings. And none of them talks to Kubernetes.
  @ParameterizedTest
  @MethodSource("pods")
  void theClusterPutsNothingIntoThem(Pod pod) {
    assertThat(pod.spec().path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true)).isFalse();
  }

  /// A container's own wins over its pod's.
  private static JsonNode setting(Pod pod, JsonNode container, String name) {
    JsonNode own = container.path("securityContext").path(name);
    return own.isMissingNode() ? pod.spec().path("securityContext").path(name) : own;
  }
}
