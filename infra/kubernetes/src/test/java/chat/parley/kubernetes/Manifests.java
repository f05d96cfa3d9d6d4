package chat.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is applied to a cluster together.
record Manifests(List<JsonNode> all) {
  /// In Deployments and Jobs, in CronJobs, in the Jobs of Cloud Run.
  private static final List<String> PODS_AT =
      List.of("/spec/template", "/spec/jobTemplate/spec/template", "/spec/template/spec/template");

  Manifests {
    all = List.copyOf(all);
  }

  static Manifests parse(String text) {
    return new Manifests(Yaml.documents(text));
  }

  static Manifests read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> of(String kind) {
    return all.stream().filter(each -> kind(each).equals(kind)).toList();
  }

  /// The one of its kind that belongs to a component.
  JsonNode of(String kind, String component) {
    List<JsonNode> found =
        of(kind).stream()
            .filter(each -> component(each.at("/metadata/labels")).equals(component))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "%d manifests of kind %s for %s".formatted(found.size(), kind, component));
    }
    return found.getFirst();
  }

  /// All that make pods, as what they make.
  List<Pod> pods() {
    List<Pod> pods = new ArrayList<>();
    for (JsonNode each : all) {
      template(each).ifPresent(template -> pods.add(new Pod(name(each), template)));
    }
    return pods;
  }

  Pod pod(String component) {
    return pods().stream()
        .filter(pod -> component(pod.labels()).equals(component))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pods of " + component));
  }

  static String kind(JsonNode manifest) {
    return manifest.path("kind").asText();
  }

  /// As in `Deployment/parley-api`.
  static String name(JsonNode manifest) {
    return kind(manifest) + "/" + manifest.at("/metadata/name").asText();
  }

  static String component(JsonNode labels) {
    return labels.path("app.kubernetes.io/component").asText();
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return array.valueStream();
  }

  private static Optional<JsonNode> template(JsonNode manifest) {
    return PODS_AT.stream()
        .map(manifest::at)
        .filter(template -> template.at("/spec/containers").isArray())
        .findFirst();
  }
}
