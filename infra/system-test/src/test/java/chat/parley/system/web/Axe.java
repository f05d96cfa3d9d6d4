package chat.parley.system.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Deque's axe-core, by which a page is looked over for what keeps people out.
final class Axe {
  private static final String SCRIPT = script();

  /// Each with the first elements that it is about, and why.
  private static final String RUN =
      """
      async (rules) => {
        const some = rules.length > 0 && { runOnly: rules };
        const options = { resultTypes: ['violations'], ...some };
        const { violations } = await axe.run(document, options);
        const first = ({ html, any, all, none }) =>
          html.slice(0, 160) + ' <- ' + [...any, ...all, ...none].map((each) => each.message)[0];
        return violations.map(({ id, nodes }) =>
          `${id} (${nodes.length}): ${nodes.slice(0, 3).map(first).join(' | ')}`);
      }
      """;

  private Axe() {}

  /// @return what is wrong with what the page shows now
  static List<String> violations(Page page) {
    return violations(page, List.of());
  }

  /// Of the same page in other colours nothing else can differ.
  static List<String> contrastViolations(Page page) {
    return violations(page, List.of("color-contrast"));
  }

  private static List<String> violations(Page page, List<String> rules) {
    if (!(Boolean) page.evaluate("'axe' in window")) {
      page.evaluate(SCRIPT);
    }
    return ((List<?>) page.evaluate(RUN, rules)).stream().map(Object::toString).toList();
  }

  private static String script() {
    try (InputStream axe = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
