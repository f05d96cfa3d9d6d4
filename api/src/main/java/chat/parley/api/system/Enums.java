package chat.parley.api.system;

import java.util.Locale;

/// Constants by their name on the wire, which is their own name in lower case.
public final class Enums {
  private Enums() {}

  /// For a text that [OneOf] has checked.
  public static <E extends Enum<E>> E of(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static boolean has(Class<? extends Enum<?>> type, String name) {
    for (Enum<?> constant : type.getEnumConstants()) {
      if (text(constant).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
