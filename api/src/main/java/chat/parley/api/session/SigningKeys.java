package chat.parley.api.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;

/// The keys of the access tokens, as configured. Checked at the start: an api that could not sign
/// would only find out at the first login.
@Context
class SigningKeys {
  private final JWKSet keys;
  private final ECKey current;
  private final JWSSigner signer;

  SigningKeys(AuthSettings settings) {
    try {
      keys = JWKSet.parse(settings.signingKeys());
      check(keys.getKeys());
      current = keys.getKeys().getFirst().toECKey();
      signer = new ECDSASigner(current);
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Neither message nor cause is kept: they may quote a private key.
      throw new ConfigurationException(
          "parley.auth.signing-keys must be a JWK Set of EC P-256 keys, each with a kid of its own,"
              + " none for anything but ES256 signatures, the first of them private");
    }
  }

  private static void check(List<JWK> all) {
    long names = all.stream().map(JWK::getKeyID).filter(Objects::nonNull).distinct().count();
    boolean good =
        all.getFirst().isPrivate()
            && names == all.size()
            && all.stream().allMatch(SigningKeys::isUsable);
    if (!good) {
      throw new IllegalArgumentException("unusable keys");
    }
  }

  /// What no verifier would choose for an access token is of no use here.
  private static boolean isUsable(JWK key) {
    return key instanceof ECKey ec
        && Curve.P_256.equals(ec.getCurve())
        && (ec.getKeyUse() == null || KeyUse.SIGNATURE.equals(ec.getKeyUse()))
        && (ec.getAlgorithm() == null || JWSAlgorithm.ES256.equals(ec.getAlgorithm()));
  }

  /// What the current key is called.
  String currentId() {
    return current.getKeyID();
  }

  JWSSigner signer() {
    return signer;
  }

  /// Everything that verifies, without private parts.
  JWKSet publicKeys() {
    return keys.toPublicJWKSet();
  }
}
