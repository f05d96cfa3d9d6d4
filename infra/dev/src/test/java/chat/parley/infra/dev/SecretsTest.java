package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void theSigningKeysAreOnePrivateP256KeyWithAnId() throws Exception {
    var keys = JWKSet.parse(Secrets.fresh().signingKeys()).getKeys();
    assertThat(keys).hasSize(1);
    var key = keys.getFirst().toECKey();
    assertThat(key.isPrivate()).isTrue();
    assertThat(key.getCurve()).isEqualTo(Curve.P_256);
    assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
    assertThat(key.getAlgorithm()).hasToString("ES256");
    assertThat(key.getKeyID()).isNotBlank();
  }

  @Test
  void theCredentialIs32RandomBytes() {
    var credential = Secrets.fresh().internalCredential();
    assertThat(Base64.getUrlDecoder().decode(credential)).hasSize(32);
    assertThat(credential).isNotEqualTo(Secrets.fresh().internalCredential());
  }

  @Test
  void noneOfThemIsPrintedByAccident() {
    var secrets = Secrets.fresh();
    assertThat(secrets.toString())
        .doesNotContain(secrets.internalCredential(), secrets.signingKeys());
  }
}
