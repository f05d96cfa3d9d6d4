package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No secret stands in a manifest: whoever may read the release, or the repository in which its
/// values lie, would have it.
@WithHelm
class SecretsTest {
  private static final Pattern SECRET =
      Pattern.compile(".*(PASSWORD|PASSWORD_HASH|CREDENTIAL|SIGNING_KEYS|ACCESS_KEY|SECRET_KEY)");

  static List<Map.Entry<String, Manifests>> everything() {
    return Stream.concat(
            Chart.examples().stream().map(example -> Map.entry(example, Chart.with(example))),
            Stream.of("knative/api.yaml", "cloud-run/api.yaml", "cloud-run/migration.yaml")
                .map(file -> Map.entry(file, Manifests.read(Path.of(file)))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void secretsAreNamedAndNotTold(Map.Entry<String, Manifests> each) {
    assertThat(each.getValue().of("Secret")).isEmpty();
    assertThat(each.getValue().pods())
        .isNotEmpty()
        .allSatisfy(
            pod ->
                pod.environment()
                    .forEach(
                        (name, variable) -> {
                          if (SECRET.matcher(name).matches()) {
                            assertThat(isNamed(variable)).as("%s", variable).isTrue();
                          }
                        }));
  }

  /// `://user:password@` is how a secret comes into an address.
  @ParameterizedTest
  @MethodSource("everything")
  void noAddressHoldsAPassword(Map.Entry<String, Manifests> each) {
    assertThat(each.getValue().all())
        .allSatisfy(
            manifest -> assertThat(manifest.toString()).doesNotContainPattern("://[^\"/]*@"));
  }

  @Test
  void whatIsSecretOfOnesOwnSettingsIsNamedToo() {
    Pod api =
        Chart.with(
                "minimal",
                """
                secretEnvironment:
                  PARLEY_ADMIN_PASSWORD_HASH: {name: people, key: admin}
                api:
                  secretEnvironment:
                    PARLEY_MODERATION_BLOCKED_PATTERNS: {name: words, key: bad}
                """)
            .pod("api");
    assertThat(api.declaration("PARLEY_ADMIN_PASSWORD_HASH"))
        .hasToString(
            """
            {"name":"PARLEY_ADMIN_PASSWORD_HASH","valueFrom":{"secretKeyRef":{"name":"people","key":"admin"}}}\
            """);
    assertThat(isNamed(api.declaration("PARLEY_MODERATION_BLOCKED_PATTERNS"))).isTrue();
  }

  private static boolean isNamed(JsonNode variable) {
    JsonNode from = variable.at("/valueFrom/secretKeyRef");
    return !variable.has("value") && from.hasNonNull("name") && from.hasNonNull("key");
  }
}
