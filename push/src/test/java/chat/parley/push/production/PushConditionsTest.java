package chat.parley.push.production;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Settings;
import io.micronaut.core.value.MapPropertyResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings that are fit, and each thing that could be wrong with them alone. What holds for api
/// as well is tried there.
class PushConditionsTest {
  private static final String SECRET = "vQ8nR2xL6cZ0pT5yB9mK3wJ7dF1hG4sA";
  private static final Map<String, Object> FIT =
      Map.of(
          "parley.internal.credential",
          SECRET,
          "parley.redis.uri",
          "rediss://:" + SECRET + "@redis.example.org",
          "parley.api.urls",
          "https://api.example.org",
          "parley.push.allowed-origins",
          "https://chat.example.org");

  @Test
  void nothingIsSaidOfSettingsThatAreFit() {
    assertThat(findings(FIT)).isEmpty();
    assertThat(findings(with("parley.api.urls", "http://127.0.0.1:8080"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "parley.internal.credential, short, fewer than 32",
    "parley.redis.uri, rediss://redis.example.org, no password",
    "parley.api.urls, '', not set",
    "parley.api.urls, 'http://api:8080,http://api.example.org', in the clear",
    "parley.push.allowed-origins, '', not set",
    "parley.push.allowed-origins, *, anywhere",
    "parley.push.allowed-origins, 'https://a.example.org,null', anywhere",
    "parley.push.allowed-origins, http://localhost:8080, in the clear",
    "parley.push.allowed-origins, chat.example.org, no origin",
    "endpoints.stop.enabled, true, management endpoint",
  })
  void refused(String setting, String value, String problem) {
    assertThat(findings(with(setting, value)))
        .filteredOn(Finding.Refusal.class::isInstance)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.setting()).isEqualTo(setting);
              assertThat(finding.problem()).contains(problem);
            });
  }

  @Test
  void theWayToTheApiMayBeInTheClearWithinAPrivateNetworkAndIsTold() {
    assertThat(findings(with("parley.api.urls", "http://api-1:8080,http://api-2:8080")))
        .singleElement()
        .isInstanceOf(Finding.Warning.class)
        .extracting(Finding::setting)
        .isEqualTo("parley.api.urls");
  }

  @Test
  void withoutAnySettingAllThatAreNeededAreNamed() {
    assertThat(findings(Map.of()))
        .extracting(Finding::setting)
        .containsExactlyInAnyOrder(
            "parley.internal.credential",
            "parley.redis.uri",
            "parley.api.urls",
            "parley.push.allowed-origins");
  }

  private static Map<String, Object> with(String setting, String value) {
    Map<String, Object> all = new HashMap<>(FIT);
    all.put(setting, value);
    return all;
  }

  private static List<Finding> findings(Map<String, Object> settings) {
    Settings all = new Settings(new MapPropertyResolver(settings), Set.of());
    return PushConditions.all().stream().flatMap(condition -> condition.findings(all)).toList();
  }
}
