package chat.parley.infra.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All settings of a program.
///
/// @param program as in `parley-api.jar`
/// @param settings in the order of their prefixes and of what their records are about; those of one
///     record as they stand there
public record Reference(String program, List<Setting> settings) {
  public Reference {
    settings =
        settings.stream()
            .sorted(Comparator.comparing(Setting::prefix).thenComparing(Setting::group))
            .toList();
  }

  /// Of what is on this class loader's path.
  public static Reference of(String program, ClassLoader classes) {
    try {
      return new Reference(
          program,
          Stream.concat(Records.all(classes).stream(), Placeholders.all(classes).stream())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the settings' descriptions can't be read", e);
    }
  }

  /// Those of which nobody says what they mean.
  public List<String> undescribed() {
    return settings.stream()
        .filter(setting -> setting.meaning().isBlank())
        .map(Setting::name)
        .toList();
  }

  /// In Markdown.
  public String page() {
    return Page.of(this);
  }
}
