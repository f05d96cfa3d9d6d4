package chat.parley.api.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says in OpenAPI 3.1 what was generated in 3.0: there, `null` is a type like others (JSON
/// Schema 2020-12), and a limit that is excluded is a number of its own.
final class Modernisation {
  private static final String NULLABLE = "nullable";

  private Modernisation() {}

  static void apply(Map<String, Object> document) {
    document.put("openapi", "3.1.1");
    Tree.each(document, Modernisation::schema);
    Tree.each(document.get("paths"), Modernisation::parameter);
  }

  private static void schema(Map<String, Object> schema) {
    if (schema.get(NULLABLE) instanceof Boolean nullable) {
      schema.remove(NULLABLE);
      if (nullable) {
        addNull(schema);
      }
    }
    schema.remove("example", null);
    if (schema.get("pattern") instanceof String pattern && !pattern.startsWith("^")) {
      // In Java a pattern is of the whole text, in JSON Schema of any part of it.
      schema.put("pattern", "^(?:" + pattern + ")$");
    }
    excluded(schema, "exclusiveMinimum", "minimum");
    excluded(schema, "exclusiveMaximum", "maximum");
    if (schema.get("allOf") instanceof List<?> parts
        && parts.size() == 1
        && parts.getFirst() instanceof Map<?, ?> only
        && only.containsKey("$ref")) {
      // Beside a reference nothing could stand in 3.0.
      schema.remove("allOf");
      schema.put("$ref", only.get("$ref"));
    }
  }

  private static void addNull(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type) {
      schema.put("type", List.of(type, "null"));
      if (schema.get("enum") instanceof List<?> values) {
        List<Object> withNull = new ArrayList<>(values);
        withNull.add(null);
        schema.put("enum", withNull);
      }
      return;
    }
    Map<String, Object> present = new LinkedHashMap<>(schema);
    Object description = present.remove("description");
    schema.clear();
    if (description != null) {
      schema.put("description", description);
    }
    Object whole =
        present.size() == 1 && present.get("allOf") instanceof List<?> parts && parts.size() == 1
            ? parts.getFirst()
            : present;
    schema.put("anyOf", List.of(whole, Map.of("type", "null")));
  }

  private static void excluded(Map<String, Object> schema, String flag, String limit) {
    if (schema.get(flag) instanceof Boolean excluded) {
      schema.remove(flag);
      if (excluded) {
        schema.put(flag, schema.remove(limit));
      }
    }
  }

  /// A parameter that isn't sent is absent, never null.
  private static void parameter(Map<String, Object> parameter) {
    if (parameter.containsKey("in") && parameter.get("schema") instanceof Map<?, ?> node) {
      Map<String, Object> schema = Tree.mapping(node);
      parameter.remove("explode");
      if (schema.get("type") instanceof List<?> types) {
        schema.put("type", types.getFirst());
      }
      if (schema.get("enum") instanceof List<?> values) {
        schema.put("enum", values.stream().filter(value -> value != null).toList());
      }
      if (schema.get("anyOf") instanceof List<?> alternatives) {
        schema.remove("anyOf");
        schema.putAll(Tree.mapping(alternatives.getFirst()));
      }
    }
  }
}
