package chat.parley.infra.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The settings that are records, as Micronaut's annotation processor describes them: one file in
/// each jar or folder of the class path.
final class Records {
  private static final String DESCRIPTIONS = "META-INF/spring-configuration-metadata.json";
  private static final String OURS = "parley.";
  private static final JsonMapper JSON = new JsonMapper();

  private Records() {}

  static List<Setting> all(ClassLoader program) throws IOException {
    List<Setting> all = new ArrayList<>();
    for (URL file : Collections.list(program.getResources(DESCRIPTIONS))) {
      JsonNode description = read(file);
      for (JsonNode property : description.path("properties")) {
        if (property.path("name").asText().startsWith(OURS)) {
          all.add(setting(property, description.path("groups"), program));
        }
      }
    }
    return all;
  }

  private static JsonNode read(URL file) throws IOException {
    try (InputStream json = file.openStream()) {
      return JSON.readTree(json);
    }
  }

  private static Setting setting(JsonNode property, JsonNode groups, ClassLoader program) {
    String name = property.path("name").asText();
    String type = property.path("sourceType").asText();
    Component component = Component.of(type, name, program);
    return new Setting(
        name,
        group(type, groups),
        component.kind(),
        property.has("defaultValue")
            ? component.byDefault(property.path("defaultValue").asText())
            : component.withoutDefault(),
        property.path("description").asText(""));
  }

  private static String group(String type, JsonNode groups) {
    for (JsonNode group : groups) {
      if (group.path("type").asText().equals(type)) {
        return group.path("description").asText("");
      }
    }
    return "";
  }
}
