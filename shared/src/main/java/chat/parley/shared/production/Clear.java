package chat.parley.shared.production;

import java.util.stream.Stream;

/// What is said of a connection that is not encrypted: nothing within a machine, a warning within
/// a private network, and further it is refused.
public final class Clear {
  private Clear() {}

  /// @param what goes there, as the beginning of a sentence
  public static Stream<Finding> to(
      Address address, Settings settings, String setting, String what, String remedy) {
    return switch (address.reach(ProductionSettings.of(settings))) {
      case LOOPBACK -> Stream.empty();
      case PRIVATE ->
          Stream.of(
              new Finding.Warning(
                  setting, "leads through a private network in the clear: " + what, remedy));
      case PUBLIC ->
          Stream.of(
              new Finding.Refusal(
                  setting,
                  "leads in the clear to a host that is not known to be on a private network: "
                      + what,
                  remedy + ", or name the host in parley.private-hosts"));
    };
  }
}
