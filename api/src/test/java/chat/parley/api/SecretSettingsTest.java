package chat.parley.api;

import static chat.parley.api.Configured.CREDENTIAL;
import static chat.parley.api.Configured.key;
import static chat.parley.api.Configured.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import chat.parley.shared.gateway.ServiceCredential;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets have to be set, to something usable, and are printed nowhere.
class SecretSettingsTest {
  private static LogLines log;

  @BeforeAll
  static void hush() {
    log = Configured.hushed();
  }

  @AfterAll
  static void unhush() {
    log.close();
  }

  @Test
  void theServiceCredentialIsWhatIsSetAndIsNotPrinted() {
    try (ApplicationContext context = with(Map.of("parley.internal.credential", CREDENTIAL))) {
      ServiceCredential credential = context.getBean(ServiceCredential.class);

      assertThat(credential.matches(CREDENTIAL)).isTrue();
      assertThat(credential.matches(CREDENTIAL + "x")).isFalse();
      assertThat(credential.matches("")).isFalse();
      assertThat(credential.matches(null)).isFalse();
      assertThat(credential.toString()).doesNotContain(CREDENTIAL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too short"})
  void aServiceCredentialThatCouldBeGuessedIsRefused(String credential) {
    try (ApplicationContext context = with(Map.of("parley.internal.credential", credential))) {
      assertThatThrownBy(() -> context.getBean(ServiceCredential.class))
          .hasMessageContaining("parameter [credential]")
          .satisfies(failure -> assertThat(trace(failure)).doesNotContain("too short"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{\"keys\": []}",
        "{\"keys\": [{\"kty\": \"oct\", \"k\": \"5ecre7\", \"kid\": \"symmetric\"}]}",
      })
  void anApiWithoutUsableSigningKeysDoesNotStartAndDoesNotPrintThem(String keys) {
    assertThatThrownBy(() -> with(Map.of("parley.auth.signing-keys", keys)).close())
        .satisfies(
            failure ->
                assertThat(trace(failure))
                    .containsAnyOf("parley.auth.signing-keys", "[String signingKeys]")
                    .doesNotContain("5ecre7"));
  }

  static Stream<JWKSet> keysThatAreNoGood() throws JOSEException {
    ECKey good = key("good");
    return Stream.of(
        new JWKSet(List.of(good.toPublicJWK(), key("second"))),
        new JWKSet(List.of(good, key("good"))),
        new JWKSet(List.of(good, new ECKeyGenerator(Curve.P_256).generate())),
        new JWKSet(List.of(good, new ECKeyGenerator(Curve.P_384).keyID("second").generate())),
        new JWKSet(
            List.of(
                good,
                new ECKeyGenerator(Curve.P_256)
                    .keyID("second")
                    .keyUse(KeyUse.ENCRYPTION)
                    .generate())));
  }

  /// Found out at the start, not at the first token that nobody can check.
  @ParameterizedTest
  @MethodSource("keysThatAreNoGood")
  void neitherDoesOneWithASetThatHasAnUnusableOne(JWKSet keys) {
    String text = keys.toString(false);
    assertThatThrownBy(() -> with(Map.of("parley.auth.signing-keys", text)).close())
        .satisfies(
            failure ->
                assertThat(trace(failure))
                    .contains("parley.auth.signing-keys")
                    .doesNotContain("\"d\""));
  }

  @Test
  void aKeyThatOnlyVerifiesNeedsNoPrivatePart() {
    JWKSet keys = new JWKSet(List.of(key("new"), key("old").toPublicJWK()));

    with(Map.of("parley.auth.signing-keys", keys.toString(false))).close();
  }

  private static String trace(Throwable failure) {
    return ThrowableProxyUtil.asString(new ThrowableProxy(failure));
  }
}
