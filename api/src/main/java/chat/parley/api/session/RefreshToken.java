package chat.parley.api.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A refresh token: 256 bits, of which only the SHA-256 is stored. With that much entropy a plain
/// hash is enough; a slow one is for what people can remember.
record RefreshToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String MAC = "HmacSHA256";

  static RefreshToken random() {
    return of(randomBits());
  }

  /// For one [#successor].
  static byte[] salt() {
    return randomBits();
  }

  /// The token that follows this one, always the same for the same salt. So the answer to a
  /// refresh can be given again although no token is stored.
  ///
  /// It takes both this token and the salt to know it: whoever has only read the database doesn't
  /// have the token, and whoever has only stolen the token doesn't have the salt.
  RefreshToken successor(byte[] salt) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), MAC));
      return of(mac.doFinal(salt));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  byte[] hash() {
    return Sha256.of(value);
  }

  private static RefreshToken of(byte[] bits) {
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  private static byte[] randomBits() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return bits;
  }

  /// Without the token.
  @Override
  public String toString() {
    return "RefreshToken[…]";
  }
}
