package chat.parley.shared.production;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which pages may talk to us: each named, and none that anybody on its way could change.
public final class Origins {
  private Origins() {}

  public static Stream<Finding> findings(String setting, List<String> origins) {
    return origins.stream()
        .flatMap(origin -> problem(origin).stream())
        .distinct()
        .map(
            problem ->
                new Finding.Refusal(
                    setting,
                    problem,
                    "Name the pages one by one, as browsers do ('https://chat.example.org')"));
  }

  private static Optional<String> problem(String origin) {
    if (origin.equals("*") || origin.equals("null")) {
      return Optional.of("lets in pages from anywhere ('%s')".formatted(origin));
    }
    if (origin.startsWith("http://")) {
      return Optional.of("lets in pages that came in the clear (%s)".formatted(origin));
    }
    return origin.matches("https://[^/*@?#]+")
        ? Optional.empty()
        : Optional.of("has what is no origin and matches none (%s)".formatted(origin));
  }
}
