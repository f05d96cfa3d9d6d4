package chat.parley.load;

import java.util.Properties;

/// How much of everything.
///
/// @param messages that people sent; what the system says comes on top
/// @param conversations more than half of them are of two
public record Size(long messages, int users, int conversations, long seed) {
  private static final String PREFIX = "parley.load.";

  public Size {
    if (messages < 1 || users < 10 || conversations < 10) {
      throw new IllegalArgumentException(
          "at least 1 message, 10 users and 10 conversations: " + messages);
    }
  }

  /// The system properties `parley.load.*`; by default a million messages.
  public static Size from(Properties properties) {
    return new Size(
        number(properties, "messages", 1_000_000),
        (int) number(properties, "users", 100_000),
        (int) number(properties, "conversations", 50_000),
        number(properties, "seed", 1));
  }

  private static long number(Properties properties, String name, long byDefault) {
    String value = properties.getProperty(PREFIX + name);
    return value == null ? byDefault : Long.parseLong(value.replace("_", ""));
  }
}
