package chat.parley.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole frame as the contract has it, from `events/<name>.json`.
///
/// A string `{name}` stands for a value that is another in each run: one that the test knows, and
/// then it must be that value, or else one of the [#FORMS]. Within a text only known ones stand.
record GoldenFrame(String name, JsonNode wanted) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_.]+)}");

  /// What is no more than well formed: the test can't know it.
  private static final Map<String, Pattern> FORMS =
      Map.of(
          "id",
          Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
          "time",
          Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z"),
          "deleted_name",
          Pattern.compile("deleted-[0-9a-f]{8}"));

  /// Numbers from 1, each the same at all places of the frame.
  private static final Set<String> NUMBERS = Set.of("seq", "earlier_seq");

  static GoldenFrame of(String name) {
    String file = "/events/" + name + ".json";
    try (InputStream bytes = GoldenFrame.class.getResourceAsStream(file)) {
      return new GoldenFrame(
          name, RestClient.JSON.readTree(Objects.requireNonNull(bytes, () -> "no " + file)));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  String type() {
    return wanted.get("type").textValue();
  }

  /// What is missing, too much, or another, each with its place; empty when it is the frame.
  ///
  /// @param known the values of placeholders
  List<String> differences(JsonNode frame, Map<String, JsonNode> known) {
    List<String> found = new ArrayList<>();
    compare("", wanted, frame, new HashMap<>(known), found);
    return found;
  }

  private static void compare(
      String place,
      JsonNode wanted,
      JsonNode actual,
      Map<String, JsonNode> known,
      List<String> found) {
    if (wanted.isObject() && actual.isObject()) {
      for (String field : fields(wanted, actual)) {
        String at = place + "/" + field;
        if (!wanted.has(field)) {
          found.add(at + " is too much: " + actual.get(field));
        } else if (!actual.has(field)) {
          found.add(at + " is missing");
        } else {
          compare(at, wanted.get(field), actual.get(field), known, found);
        }
      }
    } else if (wanted.isArray() && actual.isArray() && wanted.size() == actual.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        compare(place + "/" + i, wanted.get(i), actual.get(i), known, found);
      }
    } else if (wanted.isTextual()
        ? !isMeant(wanted.textValue(), actual, known)
        : !wanted.equals(actual)) {
      found.add("%s is %s instead of %s".formatted(place, actual, wanted));
    }
  }

  private static TreeSet<String> fields(JsonNode one, JsonNode other) {
    TreeSet<String> fields = new TreeSet<>();
    one.fieldNames().forEachRemaining(fields::add);
    other.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static boolean isMeant(String wanted, JsonNode actual, Map<String, JsonNode> known) {
    Matcher placeholder = PLACEHOLDER.matcher(wanted);
    if (!placeholder.matches()) {
      return actual.isTextual() && actual.textValue().equals(filled(wanted, known));
    }
    String name = placeholder.group(1);
    if (known.containsKey(name)) {
      return actual.equals(known.get(name));
    }
    if (NUMBERS.contains(name)) {
      known.put(name, actual);
      return actual.isIntegralNumber() && actual.longValue() > 0;
    }
    Pattern form = Objects.requireNonNull(FORMS.get(name), () -> "nobody knows " + wanted);
    return actual.isTextual() && form.matcher(actual.textValue()).matches();
  }

  /// A text with known values in the places of their placeholders.
  static String filled(String text, Map<String, JsonNode> known) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            each ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(
                            known.get(each.group(1)), () -> "nobody knows " + each.group())
                        .asText()));
  }
}
