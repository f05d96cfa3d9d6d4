package chat.parley.api.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.exceptions.ConfigurationException;
import java.text.ParseException;

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
      for (JWK key : keys.getKeys()) {
        check(key);
      }
      current = keys.getKeys().getFirst().toECKey();
      signer = new ECDSASigner(current);
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Neither message nor cause is kept: they may quote a private key.
      throw new ConfigurationException(
          "parley.auth.signing-keys must be a JWK Set of private EC P-256 keys, each with a kid");
    }
  }

  private static void check(JWK key) {
    boolean good =
        key instanceof ECKey ec
            && ec.isPrivate()
            && Curve.P_256.equals(ec.getCurve())
            && ec.getKeyID() != null;
    if (!good) {
      throw new IllegalArgumentException("unusable key");
    }
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
