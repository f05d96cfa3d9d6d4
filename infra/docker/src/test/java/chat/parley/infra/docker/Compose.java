package chat.parley.infra.docker;

import chat.parley.infra.dev.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/// The compose file, its anchors resolved.
record Compose(JsonNode document) {
  private static final Pattern SECONDS = Pattern.compile("([0-9]+)s");

  static Path folder() {
    return Checkout.here().root().resolve("infra/docker");
  }

  static Compose read() throws IOException {
    Map<String, Object> yaml = new Yaml().load(Files.readString(folder().resolve("compose.yaml")));
    return new Compose(new ObjectMapper().valueToTree(yaml));
  }

  Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    document
        .get("services")
        .properties()
        .forEach(each -> services.put(each.getKey(), each.getValue()));
    return services;
  }

  JsonNode service(String name) {
    return document.get("services").get(name);
  }

  static Duration duration(JsonNode text) {
    Matcher seconds = SECONDS.matcher(text.asText());
    if (!seconds.matches()) {
      throw new IllegalArgumentException("Not in whole seconds: " + text);
    }
    return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
  }
}
