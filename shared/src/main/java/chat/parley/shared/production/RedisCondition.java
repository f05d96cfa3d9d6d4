package chat.parley.shared.production;

import java.util.stream.Stream;

/// Who can write to Redis can tell every client anything; who can listen reads all that is said.
public final class RedisCondition implements Condition {
  private static final String URI = "parley.redis.uri";
  private static final int LEAST = 16;

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Required.text(
        settings,
        URI,
        "Set it to 'rediss://:<password>@<host>:<port>'",
        uri -> {
          Address address = Address.parse(uri);
          return Stream.concat(protection(address, settings), password(address, settings));
        });
  }

  private static Stream<Finding> protection(Address address, Settings settings) {
    return address.scheme().startsWith("rediss")
        ? Stream.empty()
        : Clear.to(
            address, settings, URI, "all messages and the password", "Use TLS ('rediss://')");
  }

  private static Stream<Finding> password(Address address, Settings settings) {
    String remedy = "Give Redis a password or a user ('requirepass', ACL), and name it here";
    if (!address.password().isEmpty()) {
      return Guessable.why(address.password(), LEAST).stream()
          .map(why -> new Finding.Refusal(URI, "has a password that " + why, remedy));
    }
    return switch (address.reach(ProductionSettings.of(settings))) {
      case LOOPBACK -> Stream.empty();
      case PRIVATE -> Stream.of(new Finding.Warning(URI, "has no password", remedy));
      case PUBLIC -> Stream.of(new Finding.Refusal(URI, "has no password", remedy));
    };
  }
}
