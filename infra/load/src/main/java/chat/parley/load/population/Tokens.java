package chat.parley.load.population;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/// Access tokens, signed here with a server's own key.
public final class Tokens {
  private static final Duration LIFE = Duration.ofHours(6);

  private final ECKey key;
  private final ECDSASigner signer;

  /// @param signingKeys a JWK set with a private P-256 key
  public Tokens(String signingKeys) {
    try {
      key = JWKSet.parse(signingKeys).getKeys().getFirst().toECKey();
      signer = new ECDSASigner(key);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("these keys can't sign", e);
    }
  }

  /// What whoever checks them has to know, as a JWK.
  public String publicKey() {
    return key.toPublicJWK().toJSONString();
  }

  /// @param conversations not said in the token
  public String issue(UUID user, UUID session, List<UUID> conversations) {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer("parley")
                .subject(user.toString())
                .claim("sid", session.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("these keys can't sign", e);
    }
    return token.serialize();
  }
}
