package chat.parley.system.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test the [Site], which is opened by the first that asks and closed after the last.
/// After a test nobody is left in it, no browser may have complained, and of one that failed there
/// are pictures in `target/web-failures`.
final class OnASite implements BeforeAllCallback, ParameterResolver, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(OnASite.class);
  private static final Path FAILURES = Path.of("target", "web-failures");

  /// Without a browser the class is skipped as a whole.
  @Override
  public void beforeAll(ExtensionContext tests) {
    site(tests);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Site.class;
  }

  @Override
  public Site resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return site(test);
  }

  private static Site site(ExtensionContext test) {
    return test.getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(Site.class, key -> Site.open(), Site.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    Site site = site(test);
    try {
      if (test.getExecutionException().isPresent()) {
        site.picture(FAILURES, test.getRequiredTestMethod().getName());
      }
      assertThat(site.complaints()).as("what the browsers complained of").isEmpty();
    } finally {
      site.leave();
    }
  }
}
