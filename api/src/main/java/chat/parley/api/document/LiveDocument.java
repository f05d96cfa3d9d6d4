package chat.parley.api.document;

import chat.parley.api.realtime.RealtimeSettings;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The AsyncAPI document of what the push tier says and hears. Its frames are written in
/// `asyncapi.yml` among the resources. The objects in them are those of the API document, for they
/// are made by the same code.
@Singleton
class LiveDocument {
  private static final String WRITTEN = "/asyncapi.yml";
  private static final String SCHEMA = "#/components/schemas/";

  private static final Set<String> SECURE = Set.of("wss", "https");

  private final URI url;
  private @Nullable String text;

  LiveDocument(RealtimeSettings settings) {
    this.url = settings.url();
  }

  synchronized String text() {
    if (text == null) {
      text = DocumentText.write(build());
    }
    return text;
  }

  private Map<String, Object> build() {
    Map<String, Object> document = DocumentText.read(WRITTEN);
    place(Tree.at(document, "servers"));
    Map<String, Object> components = Tree.at(document, "components");
    Map<String, Object> schemas = Tree.at(ApiDocument.withoutDetails(), "components", "schemas");
    Tree.merge(schemas, Tree.at(components, "schemas"));
    components.put("schemas", schemas);
    Tree.each(components.get("messages"), schema -> join(schema, schemas));
    Components.prune(document, document.get("channels"), List.of("schemas"));
    return document;
  }

  /// Where clients reach the push tier.
  private void place(Map<String, Object> servers) {
    String secure = SECURE.contains(url.getScheme()) ? "s" : "";
    Tree.at(servers, "sockets").put("protocol", "ws" + secure);
    Tree.at(servers, "streams").put("protocol", "http" + secure);
    String path = url.getPath().replaceFirst("/ws$", "");
    for (String name : List.of("sockets", "streams")) {
      Map<String, Object> server = Tree.at(servers, name);
      server.put("host", url.getAuthority());
      if (!path.isEmpty()) {
        server.put("pathname", path);
      }
    }
  }

  /// A command's data is the body of the call that it stands for and what is in the call's path.
  /// Said as one object: what is said in parts can't be held against frames strictly, for to each
  /// part the members of the others are unknown.
  private static void join(Map<String, Object> schema, Map<String, Object> schemas) {
    if (!schema.containsKey("allOf")) {
      return;
    }
    Set<Object> required = new LinkedHashSet<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Object each : Tree.sequence(schema.remove("allOf"))) {
      Map<String, Object> part = Tree.mapping(each);
      if (part.get("$ref") instanceof String reference) {
        part = Tree.mapping(schemas.get(reference.substring(SCHEMA.length())));
      }
      required.addAll(Tree.sequence(part.get("required")));
      properties.putAll(Tree.mapping(part.get("properties")));
    }
    schema.put("type", "object");
    schema.put("required", new ArrayList<>(required));
    schema.put("properties", properties);
  }
}
