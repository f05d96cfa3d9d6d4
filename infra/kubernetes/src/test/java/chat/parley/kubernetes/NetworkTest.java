package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.kubernetes.Network.Stranger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who can reach whom.
@WithHelm
class NetworkTest {
  private static final int API = 8080;
  private static final int PUSH = 8081;
  private static final int POSTGRES = 5432;
  private static final int REDIS = 6379;

  private static final Stranger CONTROLLER = in("ingress-nginx");
  private static final Stranger PROMETHEUS = in("monitoring");
  private static final Stranger STORES = in("stores");
  private static final Stranger INTERNET = in("");

  private final Manifests full = Chart.with("full", "relay: {enabled: true}");
  private final Network network = new Network(full);
  private final Pod api = full.pod("api");
  private final Pod push = full.pod("push");
  private final Pod relay = full.pod("relay");
  private final Pod migration = full.pod("migration");

  @Test
  void everyPodIsClosedInBothDirections() {
    for (Pod pod : full.pods()) {
      assertThat(full.of("NetworkPolicy"))
          .filteredOn(policy -> pod.isSelectedBy(policy.at("/spec/podSelector/matchLabels")))
          .singleElement()
          .satisfies(
              policy ->
                  assertThat(policy.at("/spec/policyTypes"))
                      .hasToString("[\"Ingress\",\"Egress\"]"));
    }
  }

  @Test
  void pushAndTheSchedulerReachTheApi() {
    assertThat(network.allows(push, api, API)).isTrue();
    assertThat(network.allows(relay, api, API)).isTrue();
  }

  /// Neither would the one call, nor would the other listen.
  @Test
  void noOtherPodsOfTheReleaseReachEachOther() {
    for (Pod from : List.of(api, relay, migration)) {
      assertThat(network.sends(from, push, PUSH)).as(from.maker()).isFalse();
      assertThat(network.takes(push, from, PUSH)).as(from.maker()).isFalse();
    }
    assertThat(network.sends(migration, api, API)).isFalse();
    assertThat(network.takes(api, migration, API)).isFalse();
    for (Pod from : full.pods()) {
      assertThat(network.takes(migration, from, API)).as(from.maker()).isFalse();
      assertThat(network.takes(relay, from, API)).as(from.maker()).isFalse();
    }
  }

  @Test
  void theIngressControllerAndPrometheusReachBoth() {
    for (Stranger stranger : List.of(CONTROLLER, PROMETHEUS)) {
      assertThat(network.allows(stranger, api, API)).isTrue();
      assertThat(network.allows(stranger, push, PUSH)).isTrue();
      assertThat(network.allows(stranger, migration, API)).isFalse();
    }
  }

  @Test
  void whereNothingIsMonitoredNobodyComesForFigures() {
    Manifests minimal = Chart.with("minimal");
    Network closed = new Network(minimal);
    assertThat(closed.allows(PROMETHEUS, minimal.pod("api"), API)).isFalse();
    assertThat(closed.allows(PROMETHEUS, minimal.pod("push"), PUSH)).isFalse();
    assertThat(closed.allows(CONTROLLER, minimal.pod("push"), PUSH)).isTrue();
  }

  @Test
  void nobodyElseReachesAnything() {
    for (Stranger stranger : List.of(in("default"), in("chat"), STORES, INTERNET)) {
      assertThat(network.allows(stranger, api, API)).as("%s", stranger).isFalse();
      assertThat(network.allows(stranger, push, PUSH)).as("%s", stranger).isFalse();
    }
    for (Pod pod : full.pods()) {
      assertThat(network.allows(CONTROLLER, pod, POSTGRES)).as(pod.maker()).isFalse();
    }
  }

  @Test
  void onlyTheApiAndItsMigrationReachPostgres() {
    assertThat(network.allows(api, STORES, POSTGRES)).isTrue();
    assertThat(network.allows(migration, STORES, POSTGRES)).isTrue();
    assertThat(network.allows(push, STORES, POSTGRES)).isFalse();
    assertThat(network.allows(relay, STORES, POSTGRES)).isFalse();
    assertThat(network.allows(api, in("default"), POSTGRES)).isFalse();
  }

  @Test
  void onlyTheApiAndPushReachRedis() {
    assertThat(network.allows(api, STORES, REDIS)).isTrue();
    assertThat(network.allows(push, STORES, REDIS)).isTrue();
    assertThat(network.allows(migration, STORES, REDIS)).isFalse();
    assertThat(network.allows(relay, STORES, REDIS)).isFalse();
  }

  @Test
  void everybodyFindsNames() {
    for (Pod pod : full.pods()) {
      assertThat(network.allows(pod, in("kube-system"), 53)).as(pod.maker()).isTrue();
    }
  }

  @Test
  void mailAndFilesGoOutFromTheApiOnly() {
    assertThat(network.allows(api, INTERNET, 465)).isTrue();
    assertThat(network.allows(api, INTERNET, 443)).isTrue();
    assertThat(network.allows(push, INTERNET, 443)).isFalse();
    assertThat(network.allows(migration, INTERNET, 443)).isFalse();
    Manifests minimal = Chart.with("minimal");
    assertThat(new Network(minimal).allows(minimal.pod("api"), INTERNET, 443)).isFalse();
  }

  @Test
  void anApiElsewhereIsReached() {
    Manifests elsewhere = Chart.with("cloud-run-api");
    Network open = new Network(elsewhere);
    assertThat(open.allows(elsewhere.pod("push"), INTERNET, 443)).isTrue();
    assertThat(open.allows(elsewhere.pod("push"), INTERNET, 80)).isFalse();
    Manifests knative = Chart.with("serverless-api");
    assertThat(new Network(knative).allows(knative.pod("relay"), in("knative-serving"), 80))
        .isTrue();
  }

  private static Stranger in(String namespace) {
    return new Stranger(namespace, Map.of());
  }
}
