package chat.parley.api.session;

import chat.parley.api.system.Sha256;
import chat.parley.api.system.Unguessable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A refresh token: 256 bits, of which only the SHA-256 is stored. With that much entropy a plain
/// hash is enough; a slow one is for what people can remember.
record RefreshToken(String value) {
  private static final String MAC = "HmacSHA256";

  static RefreshToken random() {
    return new RefreshToken(Unguessable.text());
  }

  /// For one [#successor].
  static byte[] salt() {
    return Unguessable.bits();
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
      return new RefreshToken(Unguessable.text(mac.doFinal(salt)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  byte[] hash() {
    return Sha256.of(value);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "RefreshToken[…]";
  }
}
