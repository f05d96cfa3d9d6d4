package chat.parley.shared.production;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What Micronaut itself is told.
public final class SurroundingsCondition implements Condition {
  private static final Set<String> NOT_IN_EARNEST = Set.of("dev", "test");

  /// They show settings, stop the process or change how it logs.
  private static final List<String> REVEALING =
      List.of("all", "beans", "env", "loggers", "refresh", "routes", "stop", "threaddump");

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Stream.of(environments(settings), endpoints(settings), details(settings))
        .flatMap(each -> each);
  }

  private static Stream<Finding> environments(Settings settings) {
    return settings.environments().stream()
        .filter(NOT_IN_EARNEST::contains)
        .map(
            name ->
                new Finding.Refusal(
                    "micronaut.environments",
                    "has '%s', which is the opposite of production".formatted(name),
                    "Leave it out"));
  }

  private static Stream<Finding> endpoints(Settings settings) {
    return REVEALING.stream()
        .map("endpoints.%s.enabled"::formatted)
        .filter(settings::isOn)
        .map(
            name ->
                new Finding.Refusal(
                    name,
                    "opens a management endpoint on the port of the clients",
                    "Leave it out; /health and /prometheus are there without it"));
  }

  private static Stream<Finding> details(Settings settings) {
    String name = "endpoints.health.details-visible";
    return settings.text(name).filter("ANONYMOUS"::equalsIgnoreCase).stream()
        .map(
            value ->
                new Finding.Refusal(
                    name, "tells everybody what this consists of", "Leave it out, or use NEVER"));
  }
}
