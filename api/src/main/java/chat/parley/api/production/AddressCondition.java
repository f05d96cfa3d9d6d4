package chat.parley.api.production;

import chat.parley.shared.production.Address;
import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Origins;
import chat.parley.shared.production.Required;
import chat.parley.shared.production.Settings;
import java.util.stream.Stream;

/// What clients are told, and which pages may ask.
final class AddressCondition implements Condition {
  private static final String REALTIME = "parley.realtime.url";
  private static final String CORS = "parley.cors.allowed-origins";

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Stream.concat(
        Required.text(
            settings,
            REALTIME,
            "Set it to where clients reach push ('wss://chat.example.org/ws')",
            AddressCondition::realtime),
        Origins.findings(CORS, settings.list(CORS)));
  }

  private static Stream<Finding> realtime(String url) {
    return Address.parse(url).scheme().equals("wss")
        ? Stream.empty()
        : Stream.of(
            new Finding.Refusal(
                REALTIME,
                "sends clients and their tokens to push in the clear",
                "Use 'wss://', with what ends TLS before push"));
  }
}
