package chat.parley.infra.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretsScriptTest {
  @BeforeEach
  void requireOpenssl() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
    if (!there) {
      System.out.println("!!! SecretsScriptTest: no openssl here, so `secrets` is not tried.");
    }
    assumeTrue(there, "openssl is not installed");
  }

  @Test
  void whatItSignsWithOneHalfTheOtherVerifies() throws Exception {
    for (int times = 0; times < 5; times++) {
      ECKey key =
          (ECKey) JWKSet.parse(secrets().get("PARLEY_AUTH_SIGNING_KEYS")).getKeys().getFirst();
      JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload("anything"));

      token.sign(new ECDSASigner(key));

      assertThat(token.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
      assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
      assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
    }
  }

  @Test
  void itMakesAllThatIsRequiredAndNeverTheSameAgain() throws Exception {
    Map<String, String> once = secrets();
    Map<String, String> again = secrets();

    assertThat(once)
        .containsOnlyKeys(
            "PARLEY_AUTH_SIGNING_KEYS", "PARLEY_INTERNAL_CREDENTIAL", "PARLEY_DATABASE_PASSWORD");
    assertThat(once.get("PARLEY_INTERNAL_CREDENTIAL")).matches("[A-Za-z0-9_-]{43}");
    assertThat(once.get("PARLEY_DATABASE_PASSWORD")).matches("[A-Za-z0-9_-]{32}");
    assertThat(once.values()).doesNotContainAnyElementsOf(again.values());
  }

  private static List<String> lines(Process process) throws IOException {
    byte[] said = process.getInputStream().readAllBytes();
    return new String(said, StandardCharsets.UTF_8).lines().toList();
  }

  /// What a shell makes of the lines, as Compose does: it takes off the quotes.
  private static Map<String, String> secrets() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Compose.folder().resolve("secrets").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, String> secrets = new TreeMap<>();
    for (String line : lines(process)) {
      assertThat(line).matches("[A-Z_]+='[^']+'");
      String[] parts = line.split("=", 2);
      secrets.put(parts[0], parts[1].substring(1, parts[1].length() - 1));
    }
    assertThat(process.waitFor()).isZero();
    return secrets;
  }
}
