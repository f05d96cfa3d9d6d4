package chat.parley.push;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How long a test waits for what is to come, before it says that it doesn't. For no test is that
/// the point: it is long, since a machine that builds other modules beside may be slow.
public final class Patience implements BeforeAllCallback {
  static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public void beforeAll(ExtensionContext tests) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
