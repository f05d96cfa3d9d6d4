package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether what one manifest says of another is so.
@WithHelm
class WiringTest {
  static List<String> examples() {
    return Chart.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachSelectorFindsThePodsOfItsComponentAndNoOthers(String example) {
    Manifests manifests = Chart.with(example);
    for (JsonNode manifest : manifests.all()) {
      JsonNode selector =
          switch (Manifests.kind(manifest)) {
            case "Service" -> manifest.at("/spec/selector");
            case "Deployment", "PodDisruptionBudget" -> manifest.at("/spec/selector/matchLabels");
            case "NetworkPolicy" -> manifest.at("/spec/podSelector/matchLabels");
            default -> null;
          };
      if (selector != null) {
        String component = Manifests.component(manifest.at("/metadata/labels"));
        assertThat(manifests.pods().stream().filter(pod -> pod.isSelectedBy(selector)))
            .as(Manifests.name(manifest))
            .singleElement()
            .satisfies(pod -> assertThat(Manifests.component(pod.labels())).isEqualTo(component));
      }
    }
  }

  /// A Deployment's selector can't be changed: an upgrade that tried to would fail.
  @Test
  void theSelectorOfADeploymentKnowsNoVersion() {
    assertThat(Chart.with("minimal").of("Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(deployment.at("/spec/selector/matchLabels").propertyStream())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder(
                        "app.kubernetes.io/name",
                        "app.kubernetes.io/instance",
                        "app.kubernetes.io/component"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theTargetPortsOfServicesExist(String example) {
    Manifests manifests = Chart.with(example);
    for (JsonNode service : manifests.of("Service")) {
      Pod pod = manifests.pod(Manifests.component(service.at("/spec/selector")));
      for (JsonNode port : service.at("/spec/ports")) {
        assertThat(pod.container().path("ports"))
            .as("%s: %s", Manifests.name(service), port)
            .anySatisfy(own -> assertThat(own.path("name")).isEqualTo(port.path("targetPort")));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void autoscalersScaleDeploymentsThatThereAreAndThatDontSayHowMany(String example) {
    Manifests manifests = Chart.with(example);
    for (JsonNode scaler : manifests.of("HorizontalPodAutoscaler")) {
      JsonNode target = scaler.at("/spec/scaleTargetRef");
      assertThat(manifests.of("Deployment"))
          .filteredOn(each -> each.at("/metadata/name").equals(target.path("name")))
          .singleElement()
          .satisfies(
              deployment -> {
                assertThat(target.path("apiVersion")).isEqualTo(deployment.path("apiVersion"));
                assertThat(target.path("kind")).isEqualTo(deployment.path("kind"));
                // Or each upgrade would take back what the autoscaler did.
                assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
              });
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatIngressesLeadToExists(String example) {
    Manifests manifests = Chart.with(example);
    for (JsonNode ingress : manifests.of("Ingress")) {
      for (JsonNode rule : ingress.at("/spec/rules")) {
        for (JsonNode path : rule.at("/http/paths")) {
          JsonNode backend = path.at("/backend/service");
          assertThat(manifests.of("Service"))
              .filteredOn(each -> each.at("/metadata/name").equals(backend.path("name")))
              .singleElement()
              .satisfies(
                  service ->
                      assertThat(service.at("/spec/ports"))
                          .anySatisfy(
                              port ->
                                  assertThat(port.path("name"))
                                      .isEqualTo(backend.at("/port/name"))));
        }
      }
    }
  }

  @Test
  void monitorsFindTheServicesAndTheirPorts() {
    Manifests manifests = Chart.with("full");
    assertThat(manifests.of("ServiceMonitor"))
        .hasSize(2)
        .allSatisfy(
            monitor -> {
              assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
              JsonNode selector = monitor.at("/spec/selector/matchLabels");
              JsonNode endpoint = monitor.at("/spec/endpoints/0");
              assertThat(endpoint.path("path").asText()).isEqualTo("/prometheus");
              assertThat(manifests.of("Service"))
                  .filteredOn(each -> hasAll(each.at("/metadata/labels"), selector))
                  .singleElement()
                  .satisfies(
                      service ->
                          assertThat(service.at("/spec/ports/0/name"))
                              .isEqualTo(endpoint.path("port")));
            });
    assertThat(Chart.with("minimal").of("ServiceMonitor")).isEmpty();
  }

  @Test
  void volumesAreThoseThatAreMounted() {
    for (String example : Chart.examples()) {
      for (Pod pod : Chart.with(example).pods()) {
        assertThat(names(pod.container().path("volumeMounts")))
            .as("%s of %s", pod.maker(), example)
            .containsExactlyInAnyOrderElementsOf(names(pod.spec().path("volumes")));
      }
    }
  }

  @Test
  void pushFindsTheApiAtItsService() {
    Manifests manifests = Chart.with("minimal");
    URI api = URI.create(manifests.pod("push").variable("PARLEY_API_URLS"));
    JsonNode service = manifests.of("Service", "api");
    assertThat(api.getHost()).isEqualTo(service.at("/metadata/name").asText());
    assertThat(api.getPort()).isEqualTo(service.at("/spec/ports/0/port").asInt());
    assertThat(Chart.with("serverless-api").pod("push").variable("PARLEY_API_URLS"))
        .isEqualTo("http://parley-api.parley.svc.cluster.local");
  }

  @Test
  void clientsAreToldWhereSocketsAreAndFromWhereTheyMayCome() {
    assertThat(Chart.with("full").pod("api").variable("PARLEY_REALTIME_URL"))
        .isEqualTo("wss://live.example.org/ws");
    assertThat(Chart.with("small").pod("api").variable("PARLEY_REALTIME_URL"))
        .isEqualTo("ws://chat.home.arpa/ws");
    assertThat(Chart.with("full").pod("push").variable("PARLEY_PUSH_ALLOWED_ORIGINS"))
        .isEqualTo("https://chat.example.org,https://intranet.example.org");
  }

  /// Nothing is said of certificates then: a controller that has to serve one would send everybody
  /// to https:// again, from where they come.
  @Test
  void tlsMayEndBeforeTheIngressController() {
    Manifests manifests = Chart.with("minimal", "ingress: {tls: {secretName: ''}}");
    assertThat(manifests.pod("api").variable("PARLEY_REALTIME_URL"))
        .isEqualTo("wss://chat.example.org/ws");
    assertThat(manifests.of("Ingress")).isNotEmpty().noneMatch(each -> each.at("/spec").has("tls"));
    assertThat(Chart.with("minimal").of("Ingress")).allMatch(each -> each.at("/spec").has("tls"));
  }

  @ParameterizedTest
  @CsvSource({"api, 8080", "push, 8081"})
  void probesAskThePortThatTheProgramListensAt(String component, int port) {
    Pod pod = Chart.with("minimal").pod(component);
    assertThat(pod.container().at("/ports/0/containerPort").asInt()).isEqualTo(port);
    String name = pod.container().at("/ports/0/name").asText();
    Map.of(
            "startupProbe", "/health/liveness",
            "livenessProbe", "/health/liveness",
            "readinessProbe", "/health/readiness")
        .forEach(
            (probe, path) -> {
              JsonNode get = pod.container().path(probe).path("httpGet");
              assertThat(get.path("path").asText()).isEqualTo(path);
              assertThat(get.path("port").asText()).isEqualTo(name);
            });
  }

  @Test
  void podsOfAKindAreSpreadOverNodesAndZones() {
    for (String component : List.of("api", "push")) {
      Pod pod = Chart.with("minimal").pod(component);
      assertThat(pod.spec().path("topologySpreadConstraints"))
          .extracting(each -> each.path("topologyKey").asText())
          .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
      assertThat(pod.spec().path("topologySpreadConstraints"))
          .allSatisfy(
              each -> assertThat(pod.isSelectedBy(each.at("/labelSelector/matchLabels"))).isTrue());
    }
  }

  @Test
  void filesOutliveTheReleaseAndAreSharedByAllApis() {
    Manifests manifests = Chart.with("minimal");
    JsonNode claim = manifests.of("PersistentVolumeClaim", "files");
    assertThat(claim.at("/metadata/annotations").path("helm.sh/resource-policy").asText())
        .isEqualTo("keep");
    assertThat(claim.at("/spec/accessModes")).hasToString("[\"ReadWriteMany\"]");
    assertThat(manifests.pod("api").spec().path("volumes"))
        .anySatisfy(
            volume ->
                assertThat(volume.at("/persistentVolumeClaim/claimName"))
                    .isEqualTo(claim.at("/metadata/name")));
    assertThat(Chart.with("full").of("PersistentVolumeClaim")).isEmpty();
  }

  private static boolean hasAll(JsonNode labels, JsonNode selector) {
    return selector.propertyStream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
  }

  private static List<String> names(JsonNode list) {
    return Stream.concat(Stream.empty(), Manifests.elements(list))
        .map(each -> each.path("name").asText())
        .toList();
  }
}
