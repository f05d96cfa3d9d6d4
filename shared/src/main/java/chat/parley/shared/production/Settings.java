package chat.parley.shared.production;

import io.micronaut.context.env.Environment;
import io.micronaut.core.type.Argument;
import io.micronaut.core.value.PropertyResolver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody has set, wherever: files, environment variables, system properties, arguments.
/// Nothing that has a default only.
///
/// @param environments Micronaut's, by their names
public record Settings(PropertyResolver values, Set<String> environments) {
  public Settings {
    environments = Set.copyOf(environments);
  }

  static Settings of(Environment environment) {
    return new Settings(environment, environment.getActiveNames());
  }

  /// @return empty for one that is not set, or to nothing
  public Optional<String> text(String name) {
    return values
        .getProperty(name, String.class)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  public List<String> list(String name) {
    return values.getProperty(name, Argument.listOf(String.class)).orElse(List.of()).stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  public boolean isOn(String name) {
    return is(name, true);
  }

  public boolean isOff(String name) {
    return is(name, false);
  }

  private boolean is(String name, boolean value) {
    return text(name).isPresent()
        && values.getProperty(name, Boolean.class).filter(set -> set == value).isPresent();
  }

  public Optional<Integer> number(String name) {
    return values.getProperty(name, Integer.class);
  }

  /// The environment variable of a setting.
  public static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
