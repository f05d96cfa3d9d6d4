package chat.parley.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// YAML as trees, without anchors.
final class Yaml {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Yaml() {}

  static JsonNode read(Path file) {
    try {
      return read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(String text) {
    List<JsonNode> documents = documents(text);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(documents.size() + " documents instead of one");
    }
    return documents.getFirst();
  }

  /// All that hold something.
  static List<JsonNode> documents(String text) {
    try (var documents =
        MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(MAPPER.createParser(text))) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Objects are joined, everything else is replaced, as Helm does it with values.
  static JsonNode merge(JsonNode under, JsonNode over) {
    if (!(under instanceof ObjectNode below) || !over.isObject()) {
      return over;
    }
    ObjectNode merged = below.deepCopy();
    over.properties()
        .forEach(
            each -> {
              JsonNode present = merged.get(each.getKey());
              merged.set(
                  each.getKey(),
                  present == null ? each.getValue() : merge(present, each.getValue()));
            });
    return merged;
  }
}
