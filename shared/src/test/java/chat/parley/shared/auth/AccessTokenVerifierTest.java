package chat.parley.shared.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final IdGenerator IDS = new IdGenerator();

  private final UserId user = IDS.user();
  private final SessionId session = IDS.session();
  private final ECKey key = newKey("k1");
  private final AccessTokenVerifier verifier =
      new AccessTokenVerifier(
          new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aTokenOfOursSaysWhoAndUntilWhen() {
    String token = sign(key, AccessToken.TYPE, claims().build());

    assertThat(verifier.verify(token))
        .isEqualTo(new Verification.Valid(new AccessToken(user, session, NOW.plusSeconds(900))));
  }

  @Test
  void itEndsAtItsLastSecondWithoutLeeway() {
    String token =
        sign(key, AccessToken.TYPE, claims().expirationTime(Date.from(NOW.minusMillis(1))).build());

    assertThat(verifier.verify(token)).isEqualTo(new Verification.Expired());
  }

  @Test
  void aStrangersKeyUnderOurKeyIdIsRefused() {
    assertInvalid(sign(newKey("k1"), AccessToken.TYPE, claims().build()));
  }

  @Test
  void anotherKindOfTokenByOurKeyIsRefused() {
    assertInvalid(sign(key, "JWT", claims().build()));
  }

  @Test
  void anotherIssuerOrAMissingSessionIsRefused() {
    assertInvalid(sign(key, AccessToken.TYPE, claims().issuer("elsewhere").build()));
    assertInvalid(sign(key, AccessToken.TYPE, claims().claim("sid", null).build()));
    assertInvalid(sign(key, AccessToken.TYPE, claims().subject("ada").build()));
  }

  @Test
  void aGoodTokenIsBelievedForAWhileWithoutItsKeyAndNoLonger() {
    List<JWK> keys = new ArrayList<>(List.of(key.toPublicJWK()));
    SetClock clock = new SetClock(NOW);
    var forgetful =
        new AccessTokenVerifier((selector, context) -> selector.select(new JWKSet(keys)), clock);
    String token = sign(key, AccessToken.TYPE, claims().build());
    assertThat(forgetful.verify(token)).isInstanceOf(Verification.Valid.class);

    keys.clear();
    clock.now = NOW.plus(AccessTokenVerifier.BELIEVED).minusSeconds(1);
    assertThat(forgetful.verify(token)).isInstanceOf(Verification.Valid.class);
    clock.now = NOW.plus(AccessTokenVerifier.BELIEVED);
    assertThat(forgetful.verify(token)).isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void aTokenThatIsBelievedExpiresInTime() {
    SetClock clock = new SetClock(NOW);
    var patient =
        new AccessTokenVerifier(new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())), clock);
    Instant end = NOW.plusSeconds(10);
    String token = sign(key, AccessToken.TYPE, claims().expirationTime(Date.from(end)).build());

    clock.now = end.minusMillis(1);
    assertThat(patient.verify(token)).isInstanceOf(Verification.Valid.class);
    clock.now = end;
    assertThat(patient.verify(token)).isEqualTo(new Verification.Expired());
  }

  private static final class SetClock extends Clock {
    private Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void noReasonQuotesTheToken() {
    for (String token : new String[] {"", "secret", "secret.secret.secret", "e30.e30."}) {
      assertThat(verifier.verify(token))
          .isInstanceOfSatisfying(
              Verification.Invalid.class,
              invalid -> assertThat(invalid.reason()).doesNotContain("secret"));
    }
  }

  @Test
  void withoutKeysNobodyCanTell() {
    var cut =
        new AccessTokenVerifier(
            (selector, context) -> {
              throw new KeySourceException("away");
            },
            Clock.systemUTC());

    assertThat(cut.verify(sign(key, AccessToken.TYPE, claims().build())))
        .isInstanceOf(Verification.Unverifiable.class);
  }

  private void assertInvalid(String token) {
    assertThat(verifier.verify(token)).isInstanceOf(Verification.Invalid.class);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(AccessToken.ISSUER)
        .subject(user.toString())
        .claim(AccessToken.SESSION_CLAIM, session.toString())
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(900)));
  }

  private static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String sign(ECKey key, String type, JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType(type))
                  .keyID(key.getKeyID())
                  .build(),
              claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
