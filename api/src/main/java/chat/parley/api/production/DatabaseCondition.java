package chat.parley.api.production;

import chat.parley.shared.production.Address;
import chat.parley.shared.production.Clear;
import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Guessable;
import chat.parley.shared.production.Required;
import chat.parley.shared.production.Settings;
import java.util.Set;
import java.util.stream.Stream;

/// Where all of it is.
final class DatabaseCondition implements Condition {
  private static final String URL = "parley.database.url";
  private static final String REPLICA = "parley.database.replica.url";
  private static final String USERNAME = "parley.database.username";
  private static final String PASSWORD = "parley.database.password";
  private static final String MIGRATE = "parley.database.migrate";
  private static final int LEAST = 12;

  /// See the driver's documentation, "Using SSL". Without one of these it goes on in the clear
  /// where the server, or who poses as it, would rather not.
  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

  private static final Set<String> WEAK = Set.of("require");

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Stream.of(
            Required.text(
                settings,
                URL,
                "Set it to 'jdbc:postgresql://<host>:5432/<database>?sslmode=verify-full'",
                url -> protection(URL, Address.parse(url), settings)),
            settings.text(REPLICA).stream()
                .flatMap(url -> protection(REPLICA, Address.parse(url), settings)),
            Required.text(
                settings, USERNAME, "Name the role that owns the database", any -> Stream.empty()),
            password(settings),
            migration(settings))
        .flatMap(each -> each);
  }

  private static Stream<Finding> protection(String setting, Address address, Settings settings) {
    String mode = address.options().getOrDefault("sslmode", "prefer");
    if (!ENCRYPTED.contains(mode)) {
      return Clear.to(
          address, settings, setting, "all that is stored", "Add 'sslmode=verify-full' to it");
    }
    return WEAK.contains(mode) || address.options().containsKey("sslfactory")
        ? Stream.of(
            new Finding.Warning(
                setting,
                "encrypts, but need not notice who is at the other end",
                "Use 'sslmode=verify-full' and the driver's own check of certificates"))
        : Stream.empty();
  }

  private static Stream<Finding> password(Settings settings) {
    boolean byCertificate =
        settings
            .text(URL)
            .filter(url -> Address.parse(url).options().containsKey("sslcert"))
            .isPresent();
    if (byCertificate && settings.text(PASSWORD).isEmpty()) {
      return Stream.empty();
    }
    return Stream.concat(
        Required.secret(settings, PASSWORD, LEAST),
        settings.text(PASSWORD).filter(password -> isName(password, settings)).stream()
            .map(
                password ->
                    new Finding.Refusal(
                        PASSWORD, "is the user's name", "Give the role a password of its own")));
  }

  /// A short one is told of already.
  private static boolean isName(String password, Settings settings) {
    return Guessable.why(password, LEAST).isEmpty()
        && settings.text(USERNAME).filter(password::equalsIgnoreCase).isPresent();
  }

  /// Both are possible, but nobody's start is to change tables by accident.
  private static Stream<Finding> migration(Settings settings) {
    if (settings.isOff(MIGRATE)) {
      return Stream.empty();
    }
    String remedy =
        "Set it to false, and run 'java -jar parley-api.jar migrate' before a new version";
    return Stream.of(
        settings.isOn(MIGRATE)
            ? new Finding.Warning(MIGRATE, "lets each start change the database's tables", remedy)
            : new Finding.Refusal(
                MIGRATE, "is not set, and a start would change the database's tables", remedy));
  }
}
