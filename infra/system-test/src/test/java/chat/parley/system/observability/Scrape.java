package chat.parley.system.observability;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a node tells Prometheus: the type and the labels of each meter.
final class Scrape {
  private static final Pattern TYPE = Pattern.compile("^# TYPE (\\w+) (\\w+)$");
  private static final Pattern SAMPLE =
      Pattern.compile("^(\\w+?)(?:_bucket|_sum|_count)?(\\{.*})? .*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private Scrape() {}

  static Map<String, MeterTable.Row> read(String text) {
    Map<String, MeterTable.Row> meters = new TreeMap<>();
    text.lines()
        .map(TYPE::matcher)
        .filter(Matcher::matches)
        .forEach(type -> meters.put(type.group(1), new MeterTable.Row(type.group(2), Set.of())));
    text.lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(
            sample ->
                meters.computeIfPresent(
                    sample.group(1), (name, meter) -> withLabels(meter, sample.group(2))));
    return meters;
  }

  private static MeterTable.Row withLabels(MeterTable.Row meter, String labels) {
    Set<String> all = new TreeSet<>(meter.labels());
    if (labels != null) {
      LABEL.matcher(labels).results().map(label -> label.group(1)).forEach(all::add);
    }
    all.remove("le");
    return new MeterTable.Row(meter.type(), all);
  }
}
