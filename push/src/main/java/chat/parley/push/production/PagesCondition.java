package chat.parley.push.production;

import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Origins;
import chat.parley.shared.production.Settings;
import java.util.List;
import java.util.stream.Stream;

/// Which pages may open sockets. A page that came by TLS can't open one without it, so that these
/// do is enough for browsers' sockets to be encrypted.
final class PagesCondition implements Condition {
  private static final String ORIGINS = "parley.push.allowed-origins";

  @Override
  public Stream<Finding> findings(Settings settings) {
    List<String> origins = settings.list(ORIGINS);
    return origins.isEmpty()
        ? Stream.of(
            new Finding.Refusal(
                ORIGINS,
                "is not set, and only pages of this machine could open sockets",
                "Name where the web client is ('https://chat.example.org')"))
        : Origins.findings(ORIGINS, origins);
  }
}
