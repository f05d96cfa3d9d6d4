package chat.parley.api.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A refresh token: 256 random bits, of which only the SHA-256 is stored. With that much entropy a
/// plain hash is enough; a slow one is for what people can remember.
record RefreshToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static RefreshToken random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Without the token.
  @Override
  public String toString() {
    return "RefreshToken[…]";
  }
}
