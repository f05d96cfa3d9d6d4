package chat.parley.api.session;

import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.AccessTokenVerifier;
import chat.parley.shared.auth.Verification;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Date;

/// Issues and checks access tokens.
@Singleton
class AccessTokens {
  private final SigningKeys keys;
  private final Clock clock;
  private final AccessTokenVerifier verifier;

  AccessTokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.verifier = new AccessTokenVerifier(new ImmutableJWKSet<>(keys.publicKeys()), clock);
  }

  String issue(AccessToken token) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(AccessToken.TYPE))
            .keyID(keys.currentId())
            .build();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(AccessToken.ISSUER)
            .subject(token.user().toString())
            .claim(AccessToken.SESSION_CLAIM, token.session().toString())
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(token.expiresAt()))
            .build();
    SignedJWT signed = new SignedJWT(header, claims);
    try {
      signed.sign(keys.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("the configured key cannot sign", e);
    }
    return signed.serialize();
  }

  Verification verify(String token) {
    return verifier.verify(token);
  }
}
