package chat.parley.shared.auth;

import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
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
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Checks access tokens: ES256 signature by a key of the set, type, issuer, expiry without
/// leeway. Safe for use by many threads; may block when the key source does.
///
/// A token that was found good is believed for [#BELIEVED], until it expires: whoever is active
/// shows the same one many times a second, and a check of its signature took half of the
/// processor time of a send. So a key that is withdrawn is honoured for that long. What isn't
/// good is never remembered.
public final class AccessTokenVerifier {
  private static final Set<String> REQUIRED =
      Set.of("sub", "exp", "iat", AccessToken.SESSION_CLAIM);

  static final Duration BELIEVED = Duration.ofMinutes(1);

  /// About 10 MB of them.
  private static final int MOST_BELIEVED = 20_000;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Cache<String, AccessToken> good;
  private final Clock clock;

  public AccessTokenVerifier(JWKSource<SecurityContext> keys, Clock clock) {
    this.clock = clock;
    this.good =
        Caffeine.newBuilder()
            .maximumSize(MOST_BELIEVED)
            .expireAfterWrite(BELIEVED)
            // Else what is over stays until somebody shows another one, which on a node where
            // everybody is connected may be never.
            .scheduler(Scheduler.systemScheduler())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(AccessToken.TYPE)));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    processor.setJWTClaimsSetVerifier(new Claims(clock));
  }

  public Verification verify(String token) {
    AccessToken known = good.getIfPresent(token);
    if (known != null) {
      return clock.instant().isBefore(known.expiresAt())
          ? new Verification.Valid(known)
          : new Verification.Expired();
    }
    return check(token);
  }

  private Verification check(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      AccessToken checked =
          new AccessToken(
              UserId.parse(claims.getSubject()),
              SessionId.parse(claims.getStringClaim(AccessToken.SESSION_CLAIM)),
              claims.getExpirationTime().toInstant());
      good.put(token, checked);
      return new Verification.Valid(checked);
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
