package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody is killed while they still do what they have been told to do at their end.
@WithHelm
class ShutdownTest {
  static List<String> examples() {
    return Stream.of("minimal", "full", "redis-tls", "small").toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anApiHasTimeForTheRequestsThatItHasBegun(String example) {
    Pod api = Chart.with(example).pod("api");
    assertThat(grace(api))
        .isGreaterThan(
            preStop(api)
                .plus(seconds(api, "PARLEY_SHUTDOWN_NOTICE"))
                .plus(seconds(api, "PARLEY_SHUTDOWN_GRACE_PERIOD")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void pushHasTimeToSendAllSocketsElsewhere(String example) {
    Pod push = Chart.with(example).pod("push");
    // As push does it: the window, one heartbeat's answer for the last socket, then plain requests.
    assertThat(grace(push))
        .isGreaterThan(
            preStop(push)
                .plus(seconds(push, "PARLEY_SHUTDOWN_NOTICE"))
                .plus(seconds(push, "PARLEY_PUSH_DRAIN_WINDOW"))
                .plus(seconds(push, "PARLEY_PUSH_PONG_TIMEOUT"))
                .plus(seconds(push, "PARLEY_SHUTDOWN_GRACE_PERIOD")));
  }

  @Test
  void theTimesAreTheOnesOfTheValues() {
    Pod push = Chart.with("full").pod("push");
    assertThat(preStop(push)).isEqualTo(Duration.ofSeconds(10));
    assertThat(seconds(push, "PARLEY_PUSH_DRAIN_WINDOW")).isEqualTo(Duration.ofSeconds(60));
  }

  /// It is spent before everything else that the pod has time for.
  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void aNoticeMakesItLonger(String component) {
    Pod pod = Chart.with("minimal", component + ": {shutdown: {noticeSeconds: 7}}").pod(component);
    assertThat(seconds(pod, "PARLEY_SHUTDOWN_NOTICE")).isEqualTo(Duration.ofSeconds(7));
    assertThat(grace(pod)).isEqualTo(grace(Chart.with("minimal").pod(component)).plusSeconds(7));
  }

  /// A proxy that doesn't know yet still sends requests: whoever stopped at once would refuse them.
  @ParameterizedTest
  @MethodSource("examples")
  void everyoneIsStillThereWhileProxiesTakeNotice(String example) {
    for (String component : List.of("api", "push")) {
      assertThat(preStop(Chart.with(example).pod(component))).isPositive();
    }
  }

  @Test
  void anApiOnCloudRunEndsInTheTenSecondsThatItHas() {
    Pod api = Manifests.read(java.nio.file.Path.of("cloud-run/api.yaml")).pods().getFirst();
    assertThat(seconds(api, "PARLEY_SHUTDOWN_GRACE_PERIOD")).isLessThan(Duration.ofSeconds(8));
  }

  /// A new version takes nothing away before it is there, and of push one pod after the other.
  @Test
  void aRollOutNeverMakesThemFewer() {
    for (String component : List.of("api", "push")) {
      var update = Chart.with("minimal").of("Deployment", component).at("/spec/strategy");
      assertThat(update.at("/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
    }
    assertThat(
            Chart.with("minimal")
                .of("Deployment", "push")
                .at("/spec/strategy/rollingUpdate/maxSurge")
                .asInt())
        .isEqualTo(1);
  }

  private static Duration grace(Pod pod) {
    return Duration.ofSeconds(pod.spec().path("terminationGracePeriodSeconds").asLong());
  }

  private static Duration preStop(Pod pod) {
    return Duration.ofSeconds(pod.container().at("/lifecycle/preStop/sleep/seconds").asLong());
  }

  private static Duration seconds(Pod pod, String variable) {
    return Duration.parse("PT" + pod.variable(variable));
  }
}
