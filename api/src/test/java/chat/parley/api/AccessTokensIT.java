package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Access tokens as others see them: who verifies them, and what comes of a change of keys.
class AccessTokensIT {
  private static final String JWKS = "/.well-known/jwks.json";

  private static Database database;
  private static ECKey oldKey;
  private static ECKey newKey;
  private static RunningApi before;
  private static Person ada;

  @BeforeAll
  static void start() throws Exception {
    oldKey = new ECKeyGenerator(Curve.P_256).keyID("old").generate();
    newKey = new ECKeyGenerator(Curve.P_256).keyID("new").generate();
    database = Database.fresh();
    before = apiWith(oldKey);
    ada = before.rest().register("ada");
  }

  @AfterAll
  static void stop() {
    before.close();
  }

  @Test
  void whoeverHasThePublishedKeysVerifiesAToken() throws Exception {
    Answer jwks = before.rest().get(JWKS).expect(200);
    JWKSet published = JWKSet.parse(jwks.body());
    SignedJWT token = SignedJWT.parse(ada.token());

    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(token.getHeader().getKeyID()).isEqualTo("old");
    ECKey key = published.getKeyByKeyId("old").toECKey();
    assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(ada.id());
  }

  @Test
  void thePublishedKeysHaveNoPrivatePart() {
    Answer jwks = before.rest().get(JWKS).expect(200);

    assertThat(jwks.header("Content-Type")).hasValue("application/json");
    assertThat(jwks.members("keys.0")).contains("kty", "crv", "kid", "x", "y").doesNotContain("d");
    assertThat(jwks.body()).doesNotContain(oldKey.getD().toString());
  }

  @Test
  void afterAChangeOfKeysOldTokensGoOnAndNewOnesAreSignedByTheNewKey() throws Exception {
    try (RunningApi between = apiWith(newKey, oldKey)) {
      Rest rest = between.rest();

      assertThat(rest.as(ada).get("/v1/users/me").expect(200).text("id")).isEqualTo(ada.id());
      SignedJWT token = SignedJWT.parse(rest.register("bob").token());
      assertThat(token.getHeader().getKeyID()).isEqualTo("new");
      assertThat(token.verify(new ECDSAVerifier(newKey.toPublicJWK()))).isTrue();
      assertThat(JWKSet.parse(rest.get(JWKS).body()).getKeys())
          .extracting(key -> key.getKeyID())
          .containsExactly("new", "old");
    }
  }

  @Test
  void onceTheOldKeyIsDroppedItsTokensAreNoLongerTaken() {
    try (RunningApi after = apiWith(newKey)) {
      Answer refused = after.rest().as(ada).get("/v1/users/me");

      assertThat(refused.status()).as("%s", refused).isEqualTo(401);
      assertThat(refused.text("code")).isEqualTo("unauthenticated");
    }
  }

  @Test
  void anExpiredTokenIsRefusedAsSuch() throws Exception {
    Instant now = Instant.now();
    Answer good = before.rest().withToken(tokenUntil(now.plusSeconds(60))).get("/v1/users/me");
    Answer expired = before.rest().withToken(tokenUntil(now.minusSeconds(1))).get("/v1/users/me");

    assertThat(good.status()).as("%s", good).isEqualTo(200);
    assertThat(expired.status()).as("%s", expired).isEqualTo(401);
    assertThat(expired.text("code")).isEqualTo("token_expired");
    assertThat(expired.header("WWW-Authenticate"))
        .hasValue("Bearer realm=\"parley\", error=\"invalid_token\"");
  }

  /// As the api makes them, of the session that Ada has.
  private static String tokenUntil(Instant end) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("old")
                .build(),
            new JWTClaimsSet.Builder(SignedJWT.parse(ada.token()).getJWTClaimsSet())
                .expirationTime(Date.from(end))
                .build());
    token.sign(new ECDSASigner(oldKey));
    return token.serialize();
  }

  private static RunningApi apiWith(ECKey... keys) {
    return RunningApi.with(
        Map.of(
            "parley.database.url",
            database.url(),
            "parley.auth.signing-keys",
            new JWKSet(List.of(keys)).toString(false)));
  }
}
