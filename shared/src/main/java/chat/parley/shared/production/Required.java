package chat.parley.shared.production;

import java.util.function.Function;
import java.util.stream.Stream;

/// Settings without which nothing works, so that those that are missing are told of with the
/// others.
public final class Required {
  private Required() {}

  /// @param remedy what to set it to
  /// @param further what is to be said of it when it is there
  public static Stream<Finding> text(
      Settings settings, String setting, String remedy, Function<String, Stream<Finding>> further) {
    return settings
        .text(setting)
        .map(further)
        .orElseGet(() -> Stream.of(new Finding.Refusal(setting, "is not set", remedy)));
  }

  /// A secret that a machine makes.
  ///
  /// @param least so many characters it has to have
  public static Stream<Finding> secret(Settings settings, String setting, int least) {
    String remedy = "Make one with 'openssl rand -base64 32'";
    return text(
        settings,
        setting,
        remedy,
        secret ->
            Guessable.why(secret, least).stream()
                .map(why -> new Finding.Refusal(setting, why, remedy)));
  }
}
