package chat.parley.system.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test, or its class, the [Site], which is opened by the first that asks and closed
/// after the last. In a test no browser may have complained, of one that failed there are
/// pictures in `target/web-failures`, and after a class nobody is left.
final class OnASite
    implements BeforeAllCallback, ParameterResolver, AfterTestExecutionCallback, AfterAllCallback {
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
    boolean hasFailed = test.getExecutionException().isPresent();
    if (hasFailed) {
      String name = test.getRequiredTestClass().getSimpleName() + "-";
      site.picture(FAILURES, name + test.getRequiredTestMethod().getName());
    }
    List<String> complaints = site.complaints();
    if (hasFailed) {
      site.begin();
    }
    assertThat(complaints).as("what the browsers complained of").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    site(tests).leave();
  }
}
