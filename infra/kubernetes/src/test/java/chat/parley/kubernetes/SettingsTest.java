package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A variable that names no setting is one that the programs pass over without a word.
@WithHelm
class SettingsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(parley\\.[a-z0-9.-]+)");
  private static final Set<String> SETTINGS = settings();

  static List<Pod> pods() {
    return Stream.concat(
            Chart.examples().stream().flatMap(example -> Chart.with(example).pods().stream()),
            Stream.of("knative/api.yaml", "cloud-run/api.yaml", "cloud-run/migration.yaml")
                .flatMap(file -> Manifests.read(Path.of(file)).pods().stream()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everyVariableNamesASetting(Pod pod) {
    assertThat(pod.environment().keySet())
        .filteredOn(name -> name.startsWith("PARLEY_"))
        .isNotEmpty()
        .isSubsetOf(SETTINGS);
  }

  @Test
  void settingsAreFoundAndOthersAreNot() {
    assertThat(SETTINGS)
        .contains("PARLEY_DATABASE_URL", "PARLEY_PUSH_DRAIN_WINDOW", "PARLEY_REDIS_URI")
        .doesNotContain("PARLEY_DATABASE_URI");
  }

  @Test
  void whatIsSetForOneProgramWinsOverWhatIsSetForBoth() {
    Manifests manifests =
        Chart.with(
            "minimal",
            """
            environment: {PARLEY_REDIS_COMMAND_TIMEOUT: 3s, PARLEY_SEARCH_READ: 4194304, PARLEY_LOBBY_ENABLED: true}
            api: {environment: {PARLEY_REDIS_COMMAND_TIMEOUT: 1s, PARLEY_LOBBY_ENABLED: false}}
            """);
    assertThat(manifests.pod("api").variable("PARLEY_REDIS_COMMAND_TIMEOUT")).isEqualTo("1s");
    assertThat(manifests.pod("api").variable("PARLEY_LOBBY_ENABLED")).isEqualTo("false");
    assertThat(manifests.pod("push").variable("PARLEY_REDIS_COMMAND_TIMEOUT")).isEqualTo("3s");
    assertThat(manifests.pod("push").variable("PARLEY_SEARCH_READ")).isEqualTo("4194304");
  }

  @Test
  void largeNumbersAreWrittenOut() {
    Manifests manifests =
        Chart.with(
            "full",
            """
            podSecurity: {user: 1000650000, group: 1000650000}
            push: {connections: 2000000, autoscaling: {socketsPerPod: 1000000}}
            """);
    Pod push = manifests.pod("push");
    assertThat(push.variable("PARLEY_PUSH_CONNECTIONS")).isEqualTo("2000000");
    assertThat(push.spec().at("/securityContext/runAsUser").asLong()).isEqualTo(1000650000);
    assertThat(manifests.of("HorizontalPodAutoscaler", "push").toString())
        .contains("\"averageValue\":\"1000000\"");
  }

  /// What api and push declare, and what their `application.yml` takes from elsewhere.
  private static Set<String> settings() {
    Set<String> names = new TreeSet<>();
    for (String text : resources("META-INF/spring-configuration-metadata.json")) {
      for (JsonNode property : json(text).path("properties")) {
        names.add(property.path("name").asText());
      }
    }
    for (String text : resources("application.yml")) {
      Matcher placeholder = PLACEHOLDER.matcher(text);
      while (placeholder.find()) {
        names.add(placeholder.group(1));
      }
    }
    Set<String> variables = new TreeSet<>();
    for (String name : names) {
      variables.add(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
    }
    return variables;
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> resources(String name) {
    ClassLoader loader = SettingsTest.class.getClassLoader();
    return loader.resources(name).map(SettingsTest::text).toList();
  }

  private static String text(URL resource) {
    try (InputStream in = resource.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
