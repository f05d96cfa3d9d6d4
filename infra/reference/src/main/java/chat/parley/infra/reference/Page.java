package chat.parley.infra.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A table for each prefix, in the order of the alphabet.
final class Page {
  private static final String COLUMNS = "| | | by default | |\n|---|---|---|---|\n";

  private Page() {}

  static String of(Reference reference) {
    Map<String, List<Setting>> tables =
        reference.settings().stream()
            .collect(Collectors.groupingBy(Setting::prefix, TreeMap::new, Collectors.toList()));
    StringBuilder page = new StringBuilder(head().replace("{program}", reference.program()));
    tables.forEach(
        (prefix, settings) ->
            page.append("\n## ")
                .append(prefix)
                .append("\n\n")
                .append(groups(settings))
                .append(COLUMNS)
                .append(settings.stream().map(Page::row).collect(Collectors.joining())));
    return page.toString();
  }

  private static String head() {
    try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream("head.md"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Several records may share a prefix; each says in a sentence what it is about.
  private static String groups(List<Setting> settings) {
    String sentences =
        settings.stream()
            .map(Setting::group)
            .filter(group -> !group.isEmpty())
            .distinct()
            .map(Page::markdown)
            .collect(Collectors.joining(" "));
    return sentences.isEmpty() ? "" : sentences + "\n\n";
  }

  private static String row(Setting setting) {
    return "| `%s`<br>`%s` | %s | %s | %s |%n"
        .replace("%n", "\n")
        .formatted(
            setting.name(),
            setting.variable(),
            setting.kind(),
            breakable(setting.byDefault()),
            sentence(markdown(setting.meaning())));
  }

  /// Long lists would make a table that is wider than any screen.
  private static String breakable(String value) {
    return value.startsWith("`") && value.length() > 60 ? value.replace(",", ",` `") : value;
  }

  /// References of Java's comments, `[Storage#link]`, lead nowhere from here.
  private static String markdown(String comment) {
    return comment
        .replaceAll("\\s+", " ")
        .strip()
        .replaceAll("\\[([A-Za-z]*#?[A-Za-z]+)(?:\\(\\))?](?!\\()", "`$1`")
        .replace("|", "\\|");
  }

  private static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }
}
