package chat.parley.infra.dev;

import chat.parley.infra.stores.StartException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// The system properties `parley.dev.*`.
///
/// @param root of the checkout
/// @param fresh begin with empty stores and new secrets
/// @param admin `name:password` of an account that is an admin's, or empty
/// @param begunByMaven then Maven's end is the end of this, and its start the start
record Settings(
    Path root,
    boolean fresh,
    boolean begunByMaven,
    String admin,
    int api,
    int push,
    int apiPort,
    int pushPort,
    int postgresPort,
    int redisPort) {
  static final String PREFIX = "parley.dev.";
  private static final int HIGHEST_PORT = 65535;
  private static final int MOST_NODES = 9;

  static Settings from(Properties properties) {
    return new Settings(
        root(properties),
        isOn(properties, "fresh"),
        isOn(properties, "begun-by-maven"),
        admin(properties),
        number(properties, "api", 1, 1, MOST_NODES),
        number(properties, "push", 1, 1, MOST_NODES),
        number(properties, "api-port", 8080, 0, HIGHEST_PORT),
        number(properties, "push-port", 8081, 0, HIGHEST_PORT),
        number(properties, "postgres-port", 0, 0, HIGHEST_PORT),
        number(properties, "redis-port", 0, 0, HIGHEST_PORT));
  }

  static Path root(Properties properties) {
    return Path.of(properties.getProperty(PREFIX + "root", ""));
  }

  private static String admin(Properties properties) {
    var value = properties.getProperty(PREFIX + "admin", "");
    if (value.isEmpty() || value.matches("[A-Za-z0-9_.-]{3,32}:.{8,128}")) {
      return value;
    }
    // Not quoted: it holds a password.
    throw new StartException(
        "-D%sadmin: expected a username of 3 to 32 characters, ':' and a password of 8 to 128."
            .formatted(PREFIX));
  }

  /// What an api has to know of it.
  Map<String, String> adminVariables() {
    var colon = admin.indexOf(':');
    return colon < 0
        ? Map.of()
        : Map.of(
            "PARLEY_ADMIN_USERNAME",
            admin.substring(0, colon),
            "PARLEY_ADMIN_PASSWORD",
            admin.substring(colon + 1));
  }

  /// Without the password.
  @Override
  public String toString() {
    return "Settings[root=%s, api=%d, push=%d]".formatted(root, api, push);
  }

  /// As in `-Dparley.dev.fresh`, without a value.
  private static boolean isOn(Properties properties, String name) {
    var value = properties.getProperty(PREFIX + name, "false");
    return value.isEmpty() || value.equals("true");
  }

  private static int number(
      Properties properties, String name, int byDefault, int least, int most) {
    var value = properties.getProperty(PREFIX + name, Integer.toString(byDefault));
    try {
      var number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(
        "-D%s%s=%s: expected a number from %d to %d.".formatted(PREFIX, name, value, least, most));
  }
}
