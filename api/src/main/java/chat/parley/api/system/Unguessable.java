package chat.parley.api.system;

import java.security.SecureRandom;
import java.util.Base64;

/// 256 random bits, for what whoever has it may use.
public final class Unguessable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Unguessable() {}

  public static byte[] bits() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return bits;
  }

  /// Fit for addresses and headers.
  public static String text() {
    return text(bits());
  }

  /// The same of bits that came about otherwise.
  public static String text(byte[] bits) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
