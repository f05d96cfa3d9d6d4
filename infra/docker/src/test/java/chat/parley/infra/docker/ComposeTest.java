package chat.parley.infra.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposeTest {
  private static final Pattern INCLUDED = Pattern.compile("(?m)^\\s*include ([^;*]+);");

  private static final String SCHEMA = "/compose-spec/compose-spec.json";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:\\?|:-)?");

  private Compose compose;

  @BeforeEach
  void read() throws IOException {
    compose = Compose.read();
  }

  @Test
  void itIsAComposeFile() throws IOException {
    try (var file = Objects.requireNonNull(ComposeTest.class.getResourceAsStream(SCHEMA))) {
      ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(file);
      // Neither is an address, as the validator wants them. The draft is the 7th.
      schema.remove(List.of("$schema", "$id"));
      var errors =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(schema)
              .validate(compose.document());

      assertThat(errors).isEmpty();
    }
  }

  @Test
  void twoOfEachAndTheirStores() {
    assertThat(compose.services().keySet())
        .containsExactlyInAnyOrder(
            "postgres", "redis", "migrate", "api-1", "api-2", "push-1", "push-2", "nginx");
    assertThat(compose.service("api-1")).isEqualTo(compose.service("api-2"));
    assertThat(compose.service("push-1")).isEqualTo(compose.service("push-2"));
    assertThat(compose.service("push-1").at("/environment/PARLEY_API_URLS").asText())
        .isEqualTo("http://api-1:8080,http://api-2:8080");
  }

  /// **Invariant: whoever breaks into one finds nothing to write to and no rights to gain.**
  @Test
  void noneMayMoreThanItNeeds() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
              assertThat(texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
              assertThat(texts(service.path("security_opt")))
                  .as(name)
                  .containsExactly("no-new-privileges:true");
              assertThat(texts(service.path("cap_add")))
                  .as(name)
                  .isSubsetOf("CHOWN", "SETGID", "SETUID", "NET_BIND_SERVICE");
              assertThat(service.has("cap_add")).as(name).isEqualTo(name.equals("nginx"));
              assertThat(service.has("privileged")).as(name).isFalse();
            });
  }

  @Test
  void noneCanFillTheMachine() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.path("mem_limit").asText()).as(name).matches("[0-9]+[mg]");
              assertThat(service.path("pids_limit").asInt()).as(name).isPositive();
              assertThat(service.at("/logging/options/max-size").asText()).as(name).isNotEmpty();
              assertThat(service.at("/logging/options/max-file").asText()).as(name).isNotEmpty();
            });
  }

  @Test
  void onlyNginxIsReachedFromOutside() {
    compose
        .services()
        .forEach(
            (name, service) ->
                assertThat(service.has("ports")).as(name).isEqualTo(name.equals("nginx")));
    assertThat(compose.document().at("/networks/stores/internal").asBoolean()).isTrue();
    assertThat(texts(compose.service("postgres").get("networks"))).containsExactly("stores");
    assertThat(texts(compose.service("redis").get("networks"))).containsExactly("stores");
    assertThat(texts(compose.service("nginx").get("networks"))).containsExactly("front");
  }

  /// A mount of what isn't there makes an empty folder in its place.
  @Test
  void nginxGetsWhatItsConfigurationIncludes() throws IOException {
    Map<String, Path> mounted = new HashMap<>();
    for (String mount : texts(compose.service("nginx").get("volumes"))) {
      List<String> parts = List.of(mount.split(":", -1));
      assertThat(parts.getLast()).isEqualTo("ro");
      mounted.put(
          parts.get(1).replaceFirst("^/etc/nginx/", ""), Compose.folder().resolve(parts.get(0)));
    }
    assertThat(mounted.values()).allSatisfy(file -> assertThat(file).isRegularFile());

    String configuration = Files.readString(Compose.folder().resolve("nginx/nginx.conf"));
    assertThat(INCLUDED.matcher(configuration).results().map(include -> include.group(1)))
        .isNotEmpty()
        .isSubsetOf(mounted.keySet());
  }

  @Test
  void eachImageHasATag() {
    compose
        .services()
        .forEach(
            (name, service) ->
                assertThat(service.path("image").asText())
                    .as(name)
                    .matches("[a-z-]+:[a-z0-9][a-z0-9.-]+")
                    .doesNotEndWith(":latest"));
  }

  @Test
  void eachBeginsWhenWhatItNeedsIsReady() {
    assertThat(condition("migrate", "postgres")).isEqualTo("service_healthy");
    for (String api : List.of("api-1", "api-2")) {
      assertThat(condition(api, "migrate")).isEqualTo("service_completed_successfully");
      assertThat(condition(api, "redis")).isEqualTo("service_healthy");
    }
    for (String service : List.of("postgres", "redis", "nginx")) {
      assertThat(compose.service(service).at("/healthcheck/test").isEmpty()).as(service).isFalse();
    }
    for (String behind : List.of("api-1", "api-2", "push-1", "push-2")) {
      assertThat(condition("nginx", behind)).isEqualTo("service_healthy");
      // The image's own probe.
      assertThat(compose.service(behind).has("healthcheck")).isFalse();
    }
  }

  private String condition(String service, String other) {
    return compose.service(service).path("depends_on").path(other).path("condition").asText();
  }

  /// **Invariant: nothing is killed that is still ending in order.** A push node tells its sockets
  /// over the drain window, cuts off those that stay 10 s later, and then goes on with requests for
  /// the grace period, as api does.
  @Test
  void theyAreGivenTheTimeThatTheyTakeToEnd() {
    JsonNode push = compose.service("push-1");
    JsonNode api = compose.service("api-1");

    assertThat(Compose.duration(api.get("stop_grace_period")))
        .isGreaterThan(Compose.duration(api.at("/environment/PARLEY_SHUTDOWN_GRACE_PERIOD")));
    assertThat(Compose.duration(push.get("stop_grace_period")))
        .isGreaterThan(
            Compose.duration(push.at("/environment/PARLEY_PUSH_DRAIN_WINDOW"))
                .plusSeconds(10)
                .plus(Compose.duration(push.at("/environment/PARLEY_SHUTDOWN_GRACE_PERIOD"))));
  }

  @Test
  void eachVariableIsExplainedAndNoSecretHasADefault() throws IOException {
    String file = Files.readString(Compose.folder().resolve("compose.yaml"));
    String example = Files.readString(Compose.folder().resolve(".env.example"));
    Set<String> required = new TreeSet<>();
    for (Matcher found = VARIABLE.matcher(file); found.find(); ) {
      assertThat(example).containsPattern("(?m)^#?" + found.group(1) + "=");
      if (":?".equals(found.group(2))) {
        required.add(found.group(1));
      }
    }

    assertThat(required)
        .containsExactlyInAnyOrder(
            "PARLEY_AUTH_SIGNING_KEYS", "PARLEY_INTERNAL_CREDENTIAL", "PARLEY_DATABASE_PASSWORD");
    assertThat(file).doesNotContainPattern("(KEYS|CREDENTIAL|PASSWORD): (?!\\$\\{[A-Z_]+:\\?)");
  }

  /// Signing keys are api's alone, and push has no business with the database.
  @Test
  void eachKnowsOnlyTheSecretsThatItNeeds() {
    assertThat(names(compose.service("push-1").get("environment")))
        .noneMatch(name -> name.contains("DATABASE") || name.contains("SIGNING"));
    assertThat(names(compose.service("migrate").get("environment")))
        .allMatch(name -> name.startsWith("PARLEY_DATABASE_"));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
