package chat.parley.infra.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// What is deployed, as the file has it: `!Ref x` is read as `Ref x`, and so are the others.
record Template(JsonNode tree) {
  static Template read() throws IOException {
    Object read = new Yaml(new Tags()).load(Files.readString(Path.of("template.yaml")));
    return new Template(new ObjectMapper().valueToTree(read));
  }

  JsonNode global(String name) {
    return tree.path("Globals").path("Function").path(name);
  }

  JsonNode function(String name) {
    return tree.path("Resources").path(name).path("Properties");
  }

  Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>();
    global("Environment")
        .path("Variables")
        .properties()
        .forEach(each -> all.put(each.getKey(), each.getValue().asText()));
    return all;
  }

  /// Of the public gateway, as in `/v1/{proxy+}`.
  List<String> routes() {
    List<String> routes = new ArrayList<>();
    for (JsonNode event : function("ApiFunction").path("Events")) {
      ObjectNode properties = (ObjectNode) event.path("Properties");
      if (event.path("Type").asText().equals("HttpApi")
          && properties.path("Method").asText().equals("ANY")) {
        routes.add(properties.path("Path").asText());
      }
    }
    return routes;
  }

  private static final class Tags extends SafeConstructor {
    Tags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new Call());
    }

    private static final class Call extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        return node.getTag().getValue().substring(1) + " " + ((ScalarNode) node).getValue();
      }
    }
  }
}
