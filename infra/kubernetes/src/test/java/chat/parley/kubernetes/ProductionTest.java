package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.production.ApiConditions;
import chat.parley.push.production.PushConditions;
import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What pods are told goes to the programs' own conditions, without starting anything.
@WithHelm
class ProductionTest {
  /// What fit secrets might be; the others are as their names say.
  private static final Map<String, String> SECRETS =
      Map.of(
          "PARLEY_AUTH_SIGNING_KEYS", "{\"keys\": []}",
          "PARLEY_DATABASE_USERNAME", "parley",
          "PARLEY_REDIS_URI", "rediss://:hV3qZ9xTn6Bf2JwLrC8y@redis.example.org:6379");

  private static final String SECRET = "q7Vn2xT9wBb4LzR8mHc3YfJ6sGg1XaFu";

  private static final JsonNode DOUBT = Yaml.read("production: false");

  static List<Pod> pods() {
    return Stream.concat(
            Chart.examples().stream()
                .filter(example -> !example.equals("small"))
                .flatMap(example -> Chart.with(example).pods().stream()),
            Stream.of("knative/api.yaml", "cloud-run/api.yaml")
                .flatMap(file -> Manifests.read(Path.of(file)).pods().stream()))
        .filter(pod -> !pod.maker().contains("Job/"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void whatPodsAreToldIsFitForProduction(Pod pod) {
    assertThat(pod.variable("PARLEY_PRODUCTION")).isEqualTo("true");
    assertThat(refused(pod)).isEmpty();
  }

  /// So the conditions are asked, and see what a chart without production mode leaves out.
  @Test
  void whoSaysSoDoesWithout() {
    Manifests small = Chart.with("small");
    assertThat(small.pod("api").variable("PARLEY_PRODUCTION")).isEqualTo("false");
    assertThat(refused(small.pod("api")))
        .containsExactlyInAnyOrder("parley.trusted-proxies", "parley.realtime.url");
    assertThat(refused(small.pod("push"))).containsExactly("parley.push.allowed-origins");
  }

  /// It is told nothing of what an api is told, and would be refused for it.
  @Test
  void theMigrationIsNotAskedForWhatAnApiHasToBe() {
    assertThat(Chart.with("full").pod("migration").environment())
        .doesNotContainKey("PARLEY_PRODUCTION");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {api: {trustedProxies: []}}                                    | api.trustedProxies has to name
          {api: {trustedProxies: [10.0.0.1, 0.0.0.0/0]}}                 | api.trustedProxies: 0.0.0.0/0 believes anybody
          {api: {trustedProxies: ['::/0']}}                              | api.trustedProxies: ::/0 believes anybody
          {ingress: {tls: {enabled: false}}}                             | ingress.tls.enabled is false
          {push: {allowedOrigins: ['*']}}                                | push.allowedOrigins: * lets in
          {push: {allowedOrigins: ['http://intranet.example.org']}}      | push.allowedOrigins: http://intranet.example.org lets in
          """)
  void whatItWouldRefuseHelmRefusesBefore(String values, String said) {
    assertThatThrownBy(() -> Chart.with("minimal", values))
        .hasMessageContaining("production: true")
        .hasMessageContaining(said);
    assertThat(Chart.with("minimal", Yaml.merge(Yaml.read(values), DOUBT).toString()).all())
        .isNotEmpty();
  }

  @Test
  void allOfItIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                Chart.with(
                    "minimal",
                    "{api: {trustedProxies: []}, ingress: {tls: {enabled: false}}, push: {allowedOrigins: ['*']}}"))
        .hasMessageContaining("api.trustedProxies")
        .hasMessageContaining("ingress.tls.enabled")
        .hasMessageContaining("push.allowedOrigins");
  }

  /// An api that runs elsewhere is told by others who its proxies are.
  @Test
  void whatIsNotInstalledNeedsNothing() {
    assertThat(Chart.with("serverless-api", "api: {trustedProxies: []}").all()).isNotEmpty();
    assertThat(Chart.with("minimal", "push: {enabled: false, allowedOrigins: ['*']}").all())
        .isNotEmpty();
  }

  /// The names of the settings that keep the program of a pod from starting.
  private static List<String> refused(Pod pod) {
    Settings settings = new Settings(resolver(pod), Set.of());
    return conditions(pod).stream()
        .flatMap(condition -> condition.findings(settings))
        .filter(Finding.Refusal.class::isInstance)
        .map(Finding::setting)
        .toList();
  }

  private static List<Condition> conditions(Pod pod) {
    return Manifests.component(pod.labels()).equals("push")
        ? PushConditions.all()
        : ApiConditions.all();
  }

  private static PropertySourcePropertyResolver resolver(Pod pod) {
    Map<String, Object> variables = new HashMap<>();
    pod.environment()
        .forEach(
            (name, variable) ->
                variables.put(
                    name,
                    variable.has("valueFrom")
                        ? SECRETS.getOrDefault(name, SECRET)
                        : variable.path("value").asText()));
    return new PropertySourcePropertyResolver(
        PropertySource.of(
            "environment",
            variables,
            PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
            PropertySource.Origin.of(pod.maker())));
  }
}
