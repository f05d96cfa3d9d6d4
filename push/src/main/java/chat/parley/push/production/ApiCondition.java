package chat.parley.push.production;

import chat.parley.shared.production.Address;
import chat.parley.shared.production.Clear;
import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Settings;
import java.util.List;
import java.util.stream.Stream;

/// The way to the api, which the service credential goes.
final class ApiCondition implements Condition {
  private static final String URLS = "parley.api.urls";

  @Override
  public Stream<Finding> findings(Settings settings) {
    List<String> urls = settings.list(URLS);
    return urls.isEmpty()
        ? Stream.of(
            new Finding.Refusal(URLS, "is not set", "Name the apis ('http://parley-api:8080')"))
        : urls.stream()
            .map(Address::parse)
            .filter(address -> !address.scheme().equals("https"))
            .flatMap(
                address ->
                    Clear.to(
                        address,
                        settings,
                        URLS,
                        "the service credential and all that is said",
                        "Use 'https://'"))
            .distinct();
  }
}
