package chat.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The schemas of a document, read strictly: a member that a schema doesn't name is a mistake.
public final class StrictSchemas {
  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  /// @param document has its schemas under `components`; it stays as it is
  public StrictSchemas(JsonNode document, SpecificationVersion dialect) {
    this.document = document.deepCopy();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            dialect,
            registry ->
                registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    close(this.document.get("components"));
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.get("properties") instanceof ObjectNode
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(StrictSchemas::close);
  }

  /// The document with its schemas closed.
  public JsonNode document() {
    return document;
  }

  /// @param schema of [#document], or one that refers to its components
  public List<Error> errors(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value);
  }

  private Schema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    return registry.getSchema(whole);
  }
}
