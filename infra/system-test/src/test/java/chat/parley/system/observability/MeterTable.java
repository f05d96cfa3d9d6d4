package chat.parley.system.observability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The table in `meters.md`: what there is to be asked for.
final class MeterTable {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (\\w+) \\| (.*?) \\| (.*?) \\| (.*?) \\| .+ \\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private MeterTable() {}

  /// By name and program, `parley_publish_total@api`.
  static Map<String, Row> rows() {
    Map<String, Row> rows = new HashMap<>();
    Folder.text("meters.md")
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(
            row ->
                Arrays.stream(row.group(5).split(", "))
                    .forEach(
                        program ->
                            rows.put(
                                row.group(1) + "@" + program,
                                new Row(row.group(2), names(row.group(4))))));
    return rows;
  }

  private static Set<String> names(String labels) {
    return NAME.matcher(labels)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> names() {
    return rows().keySet().stream()
        .map(key -> key.substring(0, key.indexOf('@')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// @param type as Prometheus calls it
  record Row(String type, Set<String> labels) {}
}
