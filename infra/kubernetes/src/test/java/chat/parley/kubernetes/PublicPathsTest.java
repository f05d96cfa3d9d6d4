package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes through the ingress, and what doesn't.
@WithHelm
class PublicPathsTest {
  /// Where the api's tests say who may make which call: all calls that there are.
  private static final Path CALLS = Path.of("../../api/src/test/resources/access.txt");

  private static final Pattern CALL =
      Pattern.compile("\\| (?:GET|POST|PUT|PATCH|DELETE) (/[^ ?]*)");

  /// Calls that are nobody's but the operator's.
  private static final String FIGURES = "/prometheus";

  static List<String> calls() throws IOException {
    return Files.readAllLines(CALLS).stream()
        .map(CALL::matcher)
        .filter(Matcher::find)
        .map(call -> call.group(1))
        .filter(path -> !path.equals(FIGURES))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyCallOfTheApiReachesIt(String path) {
    assertThat(service("minimal", "chat.example.org", path)).contains("parley-api");
  }

  @Test
  void theseAreAllCalls() throws IOException {
    assertThat(calls()).hasSizeGreaterThan(100).contains("/", "/v1/auth/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/web/0123456789/app/start.js", "/docs/assets/docs.js", "/sdk/parley.js"})
  void soDoFilesOfTheWebClient(String path) {
    assertThat(service("minimal", "chat.example.org", path)).contains("parley-api");
  }

  @ParameterizedTest
  @CsvSource({
    "minimal, chat.example.org",
    "full, live.example.org",
    "serverless-api, live.example.org",
    "small, chat.home.arpa"
  })
  void socketsAndEventStreamsReachPush(String example, String host) {
    assertThat(service(example, host, "/ws")).contains("parley-push");
    assertThat(service(example, host, "/events")).contains("parley-push");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prometheus",
        "/prometheus/",
        "/internal",
        "/internal/v1/outbox/relay",
        "/dev/mail",
        "/ws/../prometheus",
        "/unknown"
      })
  void whatIsNotForThePublicReachesNobody(String path) {
    for (String example : Chart.examples()) {
      for (String host : List.of("chat.example.org", "live.example.org", "chat.home.arpa")) {
        assertThat(service(example, host, path))
            .as("%s at %s of %s", path, host, example)
            .isEmpty();
      }
    }
  }

  @Test
  void noIngressTakesWhatNoRuleIsAbout() {
    for (String example : Chart.examples()) {
      for (JsonNode ingress : Chart.with(example).of("Ingress")) {
        assertThat(ingress.at("/spec/defaultBackend").isMissingNode()).isTrue();
        assertThat(ingress.at("/spec/rules"))
            .allSatisfy(rule -> assertThat(rule.path("host").asText()).isNotEmpty());
      }
    }
  }

  @Test
  void nginxIsToldWhatItWouldDoDifferently() {
    Manifests manifests = Chart.with("full");
    JsonNode api = manifests.of("Ingress", "api").at("/metadata/annotations");
    assertThat(api.path("nginx.ingress.kubernetes.io/proxy-body-size").asText()).isEqualTo("256m");
    assertThat(api.path("cert-manager.io/cluster-issuer").asText()).isEqualTo("letsencrypt");
    JsonNode push = manifests.of("Ingress", "push").at("/metadata/annotations");
    assertThat(push.path("nginx.ingress.kubernetes.io/proxy-buffering").asText()).isEqualTo("off");
    assertThat(
            Chart.with("minimal").of("Ingress", "push").at("/metadata/annotations").isMissingNode())
        .isTrue();
  }

  /// As the Ingress API says: an exact path wins, then the longest prefix, element by element.
  private static Optional<String> service(String example, String host, String path) {
    String found = null;
    int length = -1;
    for (JsonNode ingress : Chart.with(example).of("Ingress")) {
      for (JsonNode rule : ingress.at("/spec/rules")) {
        if (!rule.path("host").asText().equals(host)) {
          continue;
        }
        for (JsonNode each : rule.at("/http/paths")) {
          String own = each.path("path").asText();
          int matching = matching(each.path("pathType").asText(), own, path);
          if (matching > length) {
            length = matching;
            found = each.at("/backend/service/name").asText();
          }
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private static int matching(String type, String own, String path) {
    return switch (type) {
      case "Exact" -> own.equals(path) ? Integer.MAX_VALUE : -1;
      case "Prefix" ->
          path.equals(own) || path.startsWith(own.endsWith("/") ? own : own + "/")
              ? own.length()
              : -1;
      default -> throw new AssertionError("each controller has its own idea of " + type);
    };
  }
}
