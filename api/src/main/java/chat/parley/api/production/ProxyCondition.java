package chat.parley.api.production;

import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Settings;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where TLS ends, and whose word counts for where somebody comes from: limits and the audit log
/// rest on it. It can't be found out from here, so somebody has to have said it.
final class ProxyCondition implements Condition {
  private static final String PROXIES = "parley.trusted-proxies";
  private static final List<String> NONE = List.of("none");
  private static final Set<String> ANYBODY = Set.of("0.0.0.0/0", "::/0");
  private static final String REMEDY =
      "Name the addresses or subnets of what ends TLS before this api ('10.0.0.0/8'), or 'none'"
          + " where it does so itself (micronaut.server.ssl.enabled)";

  @Override
  public Stream<Finding> findings(Settings settings) {
    List<String> proxies = settings.list(PROXIES);
    if (proxies.isEmpty()) {
      return refusal("is not set, so behind a proxy all people would be one address");
    }
    if (proxies.stream().anyMatch(ANYBODY::contains)) {
      return refusal("believes anybody's X-Forwarded-For");
    }
    boolean inTheClear = proxies.equals(NONE) && !settings.isOn("micronaut.server.ssl.enabled");
    return inTheClear
        ? refusal("is 'none' and TLS is off, so passwords would come in the clear")
        : Stream.empty();
  }

  private static Stream<Finding> refusal(String problem) {
    return Stream.of(new Finding.Refusal(PROXIES, problem, REMEDY));
  }
}
