package chat.parley.infra.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/// What only the programs may know.
///
/// @param internalCredential shared by api and push: 32 random bytes in base64url
/// @param signingKeys a JWK set with one private P-256 key, for access tokens
public record Secrets(String internalCredential, String signingKeys) {
  private static final int CREDENTIAL_BYTES = 32;
  private static final String FOR_ITS_OWNER_ONLY = "rw-------";

  public static Secrets fresh() {
    return new Secrets(newCredential(), newSigningKeys());
  }

  /// The folder's, made at the first time, so that tokens stay good when the system is restarted.
  static Secrets keptIn(Path folder) throws IOException {
    return new Secrets(
        kept(folder.resolve("internal-credential"), Secrets::newCredential),
        kept(folder.resolve("signing-keys.json"), Secrets::newSigningKeys));
  }

  private static String kept(Path file, Supplier<String> maker) throws IOException {
    try {
      var permissions = PosixFilePermissions.fromString(FOR_ITS_OWNER_ONLY);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
      Files.writeString(file, maker.get());
    } catch (FileAlreadyExistsException e) {
      // Made at an earlier start.
    }
    return Files.readString(file);
  }

  private static String newCredential() {
    var bytes = new byte[CREDENTIAL_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String newSigningKeys() {
    try {
      var key =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate();
      return new JWKSet(key).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException("No P-256 keys on this JDK", e);
    }
  }

  /// Nothing to be read in a log.
  @Override
  public String toString() {
    return "Secrets[…]";
  }
}
