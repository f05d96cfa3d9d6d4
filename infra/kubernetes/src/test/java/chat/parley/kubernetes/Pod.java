package chat.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a Deployment, a Job and the like make.
///
/// @param maker as in `Deployment/parley-api`
/// @param template of its pods
record Pod(String maker, JsonNode template) {
  JsonNode labels() {
    return template.at("/metadata/labels");
  }

  JsonNode spec() {
    return template.path("spec");
  }

  List<JsonNode> containers() {
    return Manifests.elements(spec().path("containers")).toList();
  }

  JsonNode container() {
    return containers().getFirst();
  }

  /// All variables of its first container, with their value or where it is from.
  Map<String, JsonNode> environment() {
    Map<String, JsonNode> environment = new LinkedHashMap<>();
    for (JsonNode variable : container().path("env")) {
      String name = variable.path("name").asText();
      if (environment.put(name, variable) != null) {
        throw new AssertionError(maker + " sets " + name + " twice");
      }
    }
    return environment;
  }

  String variable(String name) {
    return declaration(name).path("value").asText();
  }

  /// How a variable is set: to a value, or to what is elsewhere.
  JsonNode declaration(String name) {
    JsonNode variable = environment().get(name);
    if (variable == null) {
      throw new AssertionError(maker + " doesn't set " + name);
    }
    return variable;
  }

  /// Whether a selector by labels alone is about these pods.
  boolean isSelectedBy(JsonNode matchLabels) {
    return !matchLabels.isEmpty()
        && matchLabels.properties().stream()
            .allMatch(each -> each.getValue().equals(labels().get(each.getKey())));
  }
}
