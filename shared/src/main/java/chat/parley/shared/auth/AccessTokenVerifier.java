package chat.parley.shared.auth;

import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/// Checks access tokens: ES256 signature by a key of the set, type, issuer, expiry without leeway.
/// Safe for use by many threads; may block when the key source does.
public final class AccessTokenVerifier {
  private static final Set<String> REQUIRED =
      Set.of("sub", "exp", "iat", AccessToken.SESSION_CLAIM);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  public AccessTokenVerifier(JWKSource<SecurityContext> keys, Clock clock) {
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(AccessToken.TYPE)));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    processor.setJWTClaimsSetVerifier(new Claims(clock));
  }

  public Verification verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return new Verification.Valid(
          new AccessToken(
              UserId.parse(claims.getSubject()),
              SessionId.parse(claims.getStringClaim(AccessToken.SESSION_CLAIM)),
              claims.getExpirationTime().toInstant()));
    } catch (ExpiredJWTException e) {
      return new Verification.Expired();
    } catch (KeySourceException e) {
      return new Verification.Unverifiable(e);
    } catch (BadJOSEException e) {
      return new Verification.Invalid(String.valueOf(e.getMessage()));
    } catch (ParseException | MalformedIdException e) {
      // Their messages may quote the token.
      return new Verification.Invalid("not a JWT of the expected form");
    } catch (JOSEException e) {
      return new Verification.Invalid("not verifiable: " + e.getClass().getSimpleName());
    }
  }

  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Clock clock;

    Claims(Clock clock) {
      super(new JWTClaimsSet.Builder().issuer(AccessToken.ISSUER).build(), REQUIRED);
      this.clock = clock;
      setMaxClockSkew(0);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
