package chat.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/// The API as its own document describes it.
final class Described {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

  private final JsonNode document;
  private final List<Call> calls;
  private final List<Address> addresses;

  private Described(JsonNode document) {
    this.document = document;
    this.calls =
        document.get("paths").properties().stream()
            .flatMap(
                path ->
                    path.getValue().properties().stream()
                        .map(
                            operation ->
                                new Call(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue())))
            .toList();
    this.addresses =
        calls.stream()
            .collect(Collectors.groupingBy(Call::path, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(path -> Address.of(path.getKey(), path.getValue()))
            .toList();
  }

  static Described parse(String yaml) {
    Map<String, Object> tree = new Yaml().load(yaml);
    return new Described(new ObjectMapper().valueToTree(tree));
  }

  JsonNode document() {
    return document;
  }

  List<Call> calls() {
    return calls;
  }

  Call call(String method, String path) {
    return calls.stream()
        .filter(call -> call.method().equals(method) && call.path().equals(path))
        .findAny()
        .orElseThrow(() -> new AssertionError("no " + method + " " + path + " in the document"));
  }

  /// The methods of the address that a request went to; none where there is no such address.
  /// Where two match, as `/users/me` and `/users/{id}`, the one with fewer variables counts.
  /// A slash at its end makes no difference, as it makes none to the server.
  Map<String, Call> at(String path) {
    String asked =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    Map<Long, Map<String, Call>> byVariables = new TreeMap<>();
    for (Address address : addresses) {
      if (address.pattern().matcher(asked).matches()) {
        byVariables
            .computeIfAbsent(address.variables(), absent -> new TreeMap<>())
            .putAll(address.calls());
      }
    }
    Map<String, Call> all = new TreeMap<>();
    byVariables.values().forEach(calls -> calls.forEach(all::putIfAbsent));
    return all;
  }

  /// One operation.
  record Call(String method, String path, JsonNode operation) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /// What one path of the document matches, and its operations by their methods. Made once: each
  /// answer of each test is looked up.
  private record Address(Pattern pattern, long variables, Map<String, Call> calls) {
    static Address of(String path, List<Call> calls) {
      String[] fixed = VARIABLE.split(path, -1);
      StringBuilder pattern = new StringBuilder(Pattern.quote(fixed[0]));
      for (int i = 1; i < fixed.length; i++) {
        pattern.append("[^/]+").append(Pattern.quote(fixed[i]));
      }
      return new Address(
          Pattern.compile(pattern.toString()),
          VARIABLE.matcher(path).results().count(),
          calls.stream().collect(Collectors.toMap(Call::method, call -> call)));
    }
  }
}
