package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithHelm
class ScalingTest {
  @Test
  void bothScaleByCpu() {
    for (String component : List.of("api", "push")) {
      JsonNode cpu = scaler("full", component).at("/spec/metrics/0");
      assertThat(cpu.at("/resource/name").asText()).isEqualTo("cpu");
      assertThat(cpu.at("/resource/target/averageUtilization").asInt()).isEqualTo(60);
    }
  }

  /// Under the name that push's `SocketFiguresIT` finds in what push exports.
  @Test
  void pushScalesByTheSocketsThatTheAdapterTellsOf() {
    JsonNode sockets = scaler("full", "push").at("/spec/metrics/1");
    assertThat(sockets.path("type").asText()).isEqualTo("Pods");
    assertThat(sockets.at("/pods/target/averageValue").asText()).isEqualTo("20000");
    JsonNode rule = Yaml.read(Path.of("prometheus-adapter.yaml")).at("/rules/custom/0");
    assertThat(sockets.at("/pods/metric/name")).isEqualTo(rule.at("/name/as"));
    assertThat(rule.path("seriesQuery").asText()).startsWith(rule.at("/name/as").asText() + "{");
  }

  /// Where nobody collects figures, an autoscaler that asks for them would never make fewer.
  @Test
  void withoutANumberOfSocketsNobodyAsksForIt() {
    assertThat(scaler("minimal", "push").at("/spec/metrics")).hasSize(1);
    assertThat(scaler("full", "api").at("/spec/metrics")).hasSize(1);
  }

  @Test
  void podsOfPushGoOneAfterTheOther() {
    JsonNode down = scaler("minimal", "push").at("/spec/behavior/scaleDown");
    Pod push = Chart.with("minimal").pod("push");
    assertThat(down.at("/policies")).hasSize(1);
    assertThat(down.at("/policies/0/type").asText()).isEqualTo("Pods");
    assertThat(down.at("/policies/0/value").asInt()).isEqualTo(1);
    assertThat(down.at("/policies/0/periodSeconds").asInt())
        .isGreaterThan(push.spec().path("terminationGracePeriodSeconds").asInt());
  }

  @Test
  void withoutAutoscalingThereAreAsManyAsTold() {
    Manifests small = Chart.with("small");
    assertThat(small.of("HorizontalPodAutoscaler")).isEmpty();
    for (String component : List.of("api", "push")) {
      assertThat(small.of("Deployment", component).at("/spec/replicas").asInt()).isEqualTo(1);
    }
  }

  @Test
  void nodesAreEmptiedOnePodAfterTheOther() {
    for (String component : List.of("api", "push")) {
      assertThat(
              Chart.with("minimal")
                  .of("PodDisruptionBudget", component)
                  .at("/spec/maxUnavailable")
                  .asInt())
          .isEqualTo(1);
    }
  }

  /// The image's own bound is for development.
  @Test
  void theHeapFollowsTheMemoryLimit() {
    assertThat(options(Chart.with("minimal").pod("api"))).isEqualTo("-XX:MaxRAMPercentage=55");
    assertThat(options(Chart.with("minimal").pod("push"))).isEqualTo("-XX:MaxRAMPercentage=50");
    assertThat(options(Chart.with("minimal").pod("migration")))
        .isEqualTo("-XX:MaxRAMPercentage=50");
    assertThat(options(Chart.with("minimal", "push: {heapPercent: 60}").pod("push")))
        .isEqualTo("-XX:MaxRAMPercentage=60");
  }

  @Test
  void optionsOfOnesOwnComeAfterTheHeap() {
    assertThat(options(Chart.with("redis-tls").pod("push")))
        .isEqualTo(
            "-XX:MaxRAMPercentage=50 -Djavax.net.ssl.trustStore=/etc/parley/trust/store.p12");
  }

  private static String options(Pod pod) {
    return pod.variable("JDK_JAVA_OPTIONS");
  }

  private static JsonNode scaler(String example, String component) {
    return Chart.with(example).of("HorizontalPodAutoscaler", component);
  }
}
