package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.auth.AccessTokenVerifier;
import chat.parley.shared.auth.PublishedKeys;
import chat.parley.shared.auth.Verification;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

  /// The order of RATIONALE, "Signing keys": published, then used, then the old one dropped; at
  /// each step with apis of the step before still running, and a push that looks now and then.
  @Test
  void aWholeRotationLogsNobodyOut() {
    Login phone = Login.of(before.rest(), ada);
    AtomicLong now = new AtomicLong();
    AtomicReference<RunningApi> asked = new AtomicReference<>(before);
    AccessTokenVerifier push =
        new AccessTokenVerifier(
            new PublishedKeys(() -> CompletableFuture.supplyAsync(() -> keysOf(asked)), now::get),
            Clock.systemUTC());
    assertGoodEverywhere(phone.person().token(), push, before);

    try (RunningApi published = apiWith(oldKey, newKey.toPublicJWK());
        RunningApi signing = apiWith(newKey, oldKey);
        RunningApi finished = apiWith(newKey, oldKey.toPublicJWK())) {
      Answer first = refreshed(published, phone.refreshToken());
      assertGoodEverywhere(first.text("access_token"), push, before, published);
      asked.set(published);
      now.addAndGet(Duration.ofMinutes(6).toNanos());
      await().until(() -> isGood(push, first.text("access_token")));

      Answer second = refreshed(signing, first.text("refresh_token"));
      now.addAndGet(Duration.ofMinutes(6).toNanos());
      await().until(() -> isGood(push, second.text("access_token")));
      assertGoodEverywhere(second.text("access_token"), push, published, signing);
      assertGoodEverywhere(first.text("access_token"), push, published, signing);

      asked.set(finished);
      now.addAndGet(Duration.ofMinutes(6).toNanos());
      Answer third = refreshed(finished, second.text("refresh_token"));
      assertGoodEverywhere(third.text("access_token"), push, signing, finished);
      assertGoodEverywhere(second.text("access_token"), push, signing, finished);
      assertGoodEverywhere(ada.token(), push, signing, finished);
    }
  }

  private static String keysOf(AtomicReference<RunningApi> api) {
    return api.get().rest().get(JWKS).expect(200).body();
  }

  private static Answer refreshed(RunningApi api, String token) {
    return api.rest()
        .post("/v1/auth/refresh", "{\"refresh_token\": \"" + token + "\"}")
        .expect(200);
  }

  private static void assertGoodEverywhere(
      String token, AccessTokenVerifier push, RunningApi... apis) {
    assertThat(isGood(push, token)).isTrue();
    for (RunningApi api : apis) {
      api.rest().withToken(token).get("/v1/users/me").expect(200);
    }
  }

  private static boolean isGood(AccessTokenVerifier push, String token) {
    return push.verify(token) instanceof Verification.Valid;
  }

  @Test
  void thePublishedKeysMayBeKeptForAsLongAsPushKeepsThem() {
    assertThat(before.rest().get(JWKS).header("Cache-Control")).hasValue("public, max-age=300");
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
