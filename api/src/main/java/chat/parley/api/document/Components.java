package chat.parley.api.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the parts of a document share.
final class Components {
  private static final String PREFIX = "#/components/";

  private Components() {}

  /// What is answered has all its members, `null` or not; what is sent may leave some out.
  static void requireWhatIsAnswered(Map<String, Object> document) {
    Set<String> answered = new LinkedHashSet<>();
    Set<String> sent = new LinkedHashSet<>();
    Tree.each(
        document.get("paths"),
        node -> {
          collect(document, node.get("responses"), answered);
          collect(document, node.get("requestBody"), sent);
        });
    answered.removeAll(sent);
    Tree.at(document, "components", "schemas")
        .forEach(
            (name, schema) -> {
              if (answered.contains("schemas/" + name)) {
                requireAll(Tree.mapping(schema));
              }
            });
  }

  private static void requireAll(Map<String, Object> schema) {
    List<Object> names = new ArrayList<>(Tree.mapping(schema.get("properties")).keySet());
    if (!names.isEmpty()) {
      schema.put("required", names);
    }
  }

  /// Drops what nothing leads to.
  ///
  /// @param used what everything has to be reached from
  /// @param kinds of components that are looked through
  static void prune(Map<String, Object> document, @Nullable Object used, List<String> kinds) {
    Set<String> names = new LinkedHashSet<>();
    collect(document, used, names);
    Map<String, Object> components = Tree.at(document, "components");
    for (String kind : kinds) {
      Tree.at(components, kind).keySet().removeIf(name -> !names.contains(kind + "/" + name));
    }
  }

  /// @param names gets `schemas/User`, and whatever else the node refers to or these do
  private static void collect(
      Map<String, Object> document, @Nullable Object node, Set<String> names) {
    Tree.each(
        node,
        mapping -> {
          if (mapping.get("$ref") instanceof String reference && reference.startsWith(PREFIX)) {
            String name = reference.substring(PREFIX.length());
            if (names.add(name)) {
              int slash = name.indexOf('/');
              Map<String, Object> kind = Tree.at(document, "components", name.substring(0, slash));
              collect(document, kind.get(name.substring(slash + 1)), names);
            }
          }
        });
  }
}
