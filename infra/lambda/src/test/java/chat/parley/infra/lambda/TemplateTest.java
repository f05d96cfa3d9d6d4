package chat.parley.infra.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.production.ApiConditions;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Settings;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import io.micronaut.core.convert.ConversionService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is told to AWS is what this function is, and needs.
class TemplateTest {
  private static final Path CALLS = Path.of("../../api/src/test/resources/access.txt");
  private static final Path SETTINGS = Path.of("../../api/CONFIGURATION.md");
  private static final Pattern CALL =
      Pattern.compile("\\| (?:GET|POST|PUT|PATCH|DELETE) (/[^ ?]*)");
  private static final Pattern SECRET =
      Pattern.compile(".*(PASSWORD|USERNAME|CREDENTIAL|SIGNING_KEYS|REDIS_URI)");

  /// What fit values might be of what the template is given.
  private static final Map<String, String> GIVEN =
      Map.of(
          "PARLEY_DATABASE_URL", "jdbc:postgresql://db.example.org/parley?sslmode=verify-full",
          "PARLEY_DATABASE_USERNAME", "parley",
          "PARLEY_AUTH_SIGNING_KEYS", "{\"keys\": []}",
          "PARLEY_REDIS_URI", "rediss://:hV3qZ9xTn6Bf2JwLrC8y@redis.example.org:6379",
          "PARLEY_REALTIME_URL", "wss://live.example.org/ws",
          "PARLEY_MAIL_LINK_BASE", "https://chat.example.org",
          "PARLEY_MAIL_FROM", "parley@example.org",
          "PARLEY_MAIL_SMTP_HOST", "mail.example.org",
          "PARLEY_STORAGE_S3_BUCKET", "parley-files");

  private static Template template;

  @BeforeAll
  static void read() throws IOException {
    template = Template.read();
  }

  @Test
  void handlersAreThere() throws Exception {
    assertThat(handler("ApiFunction")).isAssignableTo(RequestHandler.class);
    assertThat(handler("KeeperFunction")).isAssignableTo(RequestStreamHandler.class);
    assertThat(template.global("Runtime").asText()).isEqualTo("java" + Runtime.version().feature());
    assertThat(template.global("CodeUri").asText()).isEqualTo("target/parley-lambda.zip");
  }

  private static Class<?> handler(String function) throws ClassNotFoundException {
    return Class.forName(template.function(function).path("Handler").asText());
  }

  @Test
  void everyVariableNamesASetting() throws IOException {
    String settings = Files.readString(SETTINGS);
    assertThat(template.environment().keySet())
        .filteredOn(name -> name.startsWith("PARLEY_"))
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
  }

  @Test
  void itIsFitForProduction() {
    Map<String, Object> values = new HashMap<>(template.environment());
    values.replaceAll(
        (name, value) ->
            value.toString().startsWith("Sub ") ? "q7Vn2xT9wBb4LzR8mHc3YfJ6sGg1XaFu" : value);
    values.putAll(GIVEN);
    Settings settings =
        new Settings(
            new PropertySourcePropertyResolver(
                PropertySource.of(
                    "template",
                    values,
                    PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                    PropertySource.Origin.of("template.yaml"))),
            Set.of(ApiFunction.ENVIRONMENT));
    assertThat(settings.isOn("parley.production")).isTrue();
    assertThat(ApiConditions.all().stream().flatMap(each -> each.findings(settings)))
        .filteredOn(Finding.Refusal.class::isInstance)
        .isEmpty();
  }

  @Test
  void secretsComeFromTheSecretsManager() {
    assertThat(template.environment().entrySet())
        .filteredOn(variable -> SECRET.matcher(variable.getKey()).matches())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            variable ->
                assertThat(variable.getValue()).startsWith("Sub {{resolve:secretsmanager:"));
  }

  @Test
  void allPublicCallsComeThroughTheGatewayAndNoOthers() throws IOException {
    List<String> calls =
        Files.readAllLines(CALLS).stream()
            .map(CALL::matcher)
            .filter(Matcher::find)
            .map(call -> call.group(1))
            .filter(path -> !path.equals("/prometheus"))
            .distinct()
            .toList();
    assertThat(calls).hasSizeGreaterThan(100).allMatch(TemplateTest::isRouted);
    assertThat(List.of("/web/0123456789/app/start.js", "/docs/assets/docs.js", "/c/some-id"))
        .allMatch(TemplateTest::isRouted);
    assertThat(
            List.of(
                "/internal",
                "/internal/v1/outbox/relay",
                "/prometheus",
                "/dev/mail",
                "//internal/v1/events",
                "/unknown"))
        .noneMatch(TemplateTest::isRouted);
  }

  private static boolean isRouted(String path) {
    return template.routes().stream()
        .anyMatch(
            route ->
                route.endsWith("/{proxy+}")
                    ? path.startsWith(route.substring(0, route.length() - "{proxy+}".length()))
                    : path.equals(route));
  }

  @Test
  void theKeepersLongestLifeEndsBeforeLambdaEndsIt() throws IOException {
    JsonNode keeper = template.function("KeeperFunction");
    Duration timeout = Duration.ofSeconds(keeper.path("Timeout").asLong());
    for (JsonNode event : keeper.path("Events")) {
      assertThat(event.path("Type").asText()).isEqualTo("ScheduleV2");
      String stay =
          new ObjectMapper()
              .readTree(event.path("Properties").path("Input").asText())
              .path("stay")
              .asText("5s");
      Duration life = ConversionService.SHARED.convertRequired(stay, Duration.class);
      assertThat(life).isLessThan(timeout.minus(Duration.ofMinutes(1)));
      // What is first done after ten minutes is done in the longest of them.
      assertThat(stay).isIn("5s", "13m");
    }
  }
}
