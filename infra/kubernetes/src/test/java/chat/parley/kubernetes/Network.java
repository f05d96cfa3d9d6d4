package chat.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the network policies of a release let through, as Kubernetes reads them: a pod that a
/// policy selects for a direction has in this direction what some policy allows, and nothing else.
record Network(Manifests manifests) {
  /// Somebody outside of the release.
  ///
  /// @param namespace in which they are; empty for an address outside of the cluster
  record Stranger(String namespace, Map<String, String> labels) {}

  /// Both ends have to allow it.
  boolean allows(Pod from, Pod to, int port) {
    return sends(from, to, port) && takes(to, from, port);
  }

  boolean sends(Pod from, Pod to, int port) {
    return allows(from, "Egress", "to", port, peer -> isOwn(peer, to));
  }

  boolean takes(Pod to, Pod from, int port) {
    return allows(to, "Ingress", "from", port, peer -> isOwn(peer, from));
  }

  boolean allows(Stranger from, Pod to, int port) {
    return allows(to, "Ingress", "from", port, peer -> isThat(peer, from));
  }

  boolean allows(Pod from, Stranger to, int port) {
    return allows(from, "Egress", "to", port, peer -> isThat(peer, to));
  }

  private boolean allows(Pod pod, String direction, String side, int port, Peers peers) {
    List<JsonNode> policies =
        manifests.of("NetworkPolicy").stream()
            .filter(policy -> pod.isSelectedBy(policy.at("/spec/podSelector/matchLabels")))
            .filter(policy -> policy.at("/spec/policyTypes").toString().contains(direction))
            .toList();
    return policies.isEmpty()
        || policies.stream()
            .flatMap(
                policy ->
                    Manifests.elements(policy.at("/spec/" + direction.toLowerCase(Locale.ROOT))))
            .anyMatch(rule -> hasPort(rule.path("ports"), port) && has(rule.path(side), peers));
  }

  /// Without any all ports are meant.
  private static boolean hasPort(JsonNode ports, int port) {
    return ports.isEmpty()
        || Manifests.elements(ports).anyMatch(each -> each.path("port").asInt() == port);
  }

  /// Without any everybody is meant.
  private static boolean has(JsonNode list, Peers peers) {
    return list.isEmpty() || Manifests.elements(list).anyMatch(peers::include);
  }

  private static boolean isOwn(JsonNode peer, Pod pod) {
    return !peer.has("namespaceSelector")
        && !peer.has("ipBlock")
        && pod.isSelectedBy(peer.at("/podSelector/matchLabels"));
  }

  private boolean isThat(JsonNode peer, Stranger stranger) {
    if (peer.has("ipBlock")) {
      return stranger.namespace().isEmpty();
    }
    String own = manifests.all().getFirst().at("/metadata/namespace").asText();
    boolean namespace =
        peer.has("namespaceSelector")
            ? !stranger.namespace().isEmpty()
                && matches(
                    peer.at("/namespaceSelector/matchLabels"),
                    Map.of("kubernetes.io/metadata.name", stranger.namespace()))
            : stranger.namespace().equals(own);
    return namespace && matches(peer.at("/podSelector/matchLabels"), stranger.labels());
  }

  /// An empty selector is about all.
  private static boolean matches(JsonNode matchLabels, Map<String, String> labels) {
    return matchLabels
        .propertyStream()
        .allMatch(each -> each.getValue().asText().equals(labels.get(each.getKey())));
  }

  @FunctionalInterface
  private interface Peers {
    boolean include(JsonNode peer);
  }
}
