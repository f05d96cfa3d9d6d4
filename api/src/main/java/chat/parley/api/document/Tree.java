package chat.parley.api.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The document as YAML has it: mappings, sequences and scalars, changed in place.
final class Tree {
  private Tree() {}

  /// The mapping that a node is, else an empty one.
  @SuppressWarnings("unchecked") // names are all that YAML documents of ours have for keys
  static Map<String, Object> mapping(@Nullable Object node) {
    return node instanceof Map<?, ?> mapping
        ? (Map<String, Object>) mapping
        : new LinkedHashMap<>();
  }

  static List<Object> sequence(@Nullable Object node) {
    return node instanceof List<?> sequence ? new ArrayList<>(sequence) : new ArrayList<>();
  }

  /// The mapping at a path, made where there is none.
  static Map<String, Object> at(Map<String, Object> tree, String... path) {
    Map<String, Object> node = tree;
    for (String step : path) {
      node = mapping(node.computeIfAbsent(step, absent -> new LinkedHashMap<>()));
    }
    return node;
  }

  /// Each mapping, parents after their children.
  static void each(@Nullable Object node, Consumer<Map<String, Object>> visitor) {
    if (node instanceof Map<?, ?> mapping) {
      new ArrayList<>(mapping.values()).forEach(child -> each(child, visitor));
      visitor.accept(mapping(mapping));
    } else if (node instanceof List<?> sequence) {
      sequence.forEach(child -> each(child, visitor));
    }
  }

  /// Lays one tree over another: mappings are merged, everything else is replaced, and
  /// `null` takes away.
  static void merge(Map<String, Object> tree, Map<String, Object> over) {
    over.forEach(
        (name, node) -> {
          if (node instanceof Map<?, ?> && tree.get(name) instanceof Map<?, ?> present) {
            merge(mapping(present), mapping(node));
          } else if (node == null) {
            tree.remove(name);
          } else {
            tree.put(name, node);
          }
        });
  }
}
