package chat.parley.api.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// What whoever reads the mail of an address can show: 256 random bits, of which only the SHA-256
/// is stored.
record MailToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static MailToken random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new MailToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// What it is good for.
  enum Purpose {
    VERIFY,
    RESET
  }

  /// Without the token.
  @Override
  public String toString() {
    return "MailToken[…]";
  }
}
