package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values that would do harm, or nothing, are refused by Helm with their place.
@WithHelm
class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host: ''                                                     | at '/host': '' does not match pattern
          host: https://chat.example.org                               | at '/host': 'https://chat.example.org' does not match pattern
          {api: {replicas: two}}                                       | at '/api/replicas': got string, want integer
          {api: {replica: 3}}                                          | at '/api': additional properties 'replica' not allowed
          {pusch: {replicas: 3}}                                       | additional properties 'pusch' not allowed
          {push: {shutdown: {preStopSeconds: 0}}}                      | at '/push/shutdown/preStopSeconds': minimum: got 0, want 1
          {push: {image: {digest: 'sha256:0'}}}                        | at '/push/image/digest'
          {push: {resources: {limits: null}}}                          | at '/push/resources'
          {api: {javaOptions: [verbose]}}                              | at '/api/javaOptions/0'
          {api: {javaOptions: ['-Da=b c']}}                            | at '/api/javaOptions/0'
          {push: {javaOptions: ['-Da="b"']}}                           | at '/push/javaOptions/0'
          {api: {environment: {JDK_JAVA_OPTIONS: -Xmx1g}}}             | 'JDK_JAVA_OPTIONS'
          {push: {environment: {PARLEY_PRODUCTION: false}}}            | 'PARLEY_PRODUCTION'
          {push: {environment: {PARLEY_SHUTDOWN_NOTICE: 5s}}}          | 'PARLEY_SHUTDOWN_NOTICE'
          {production: 'yes'}                                          | at '/production': got string, want boolean
          {database: {url: 'postgresql://db/parley'}}                  | at '/database/url'
          {database: {url: 'jdbc:postgresql://db/p?password=x'}}       | at '/database/url'
          {database: {url: 'jdbc:postgresql://u:p@db/parley'}}         | at '/database/url'
          {redis: {uri: 'redis://user:word@redis:6379'}}               | at '/redis/uri'
          {redis: {ports: []}}                                         | at '/redis/ports': minItems: got 0, want 1
          {storage: {type: ftp}}                                       | at '/storage/type'
          {storage: {type: s3}}                                        | at '/storage/s3/bucket'
          {mail: {host: smtp.example.org}}                             | at '/mail/from'
          {api: {enabled: false}}                                      | at '/api/url'
          {environment: {PARLEY_ADMIN_PASSWORD_HASH: x}}               | 'PARLEY_ADMIN_PASSWORD_HASH'
          {api: {environment: {PARLEY_SHUTDOWN_GRACE_PERIOD: 99s}}}    | 'PARLEY_SHUTDOWN_GRACE_PERIOD'
          {push: {secretEnvironment: {PARLEY_X: {name: a}}}}           | at '/push/secretEnvironment/PARLEY_X': missing property 'key'
          {ingress: {controller: traefik}}                             | at '/ingress/controller'
          {podSecurity: {user: 0}}                                     | at '/podSecurity/user': minimum: got 0, want 1
          """)
  void wrongOnesAreRefusedWithTheirPlace(String values, String said) {
    assertThatThrownBy(() -> Chart.with("minimal", values))
        .hasMessageContaining("schema")
        .hasMessageContaining(said);
  }

  @Test
  void withoutWhatIsRequiredNothingIsRendered() {
    assertThatThrownBy(() -> Chart.with(Yaml.read("{}")))
        .hasMessageContaining("at '/host'")
        .hasMessageContaining("at '/database/url'");
  }

  /// What a pod is told by a value of its own can't be told past it: the time that it is given to
  /// end, for instance, follows from those values.
  @Test
  void noVariableOfTheChartCanBeSetPastItsValue() {
    JsonNode free = Yaml.read("{PARLEY_REDIS_COMMAND_TIMEOUT: 3s}");
    Set<String> fixed = new TreeSet<>();
    for (Pod pod : Chart.with("full", "storage: {s3: {secret: {name: keys}}}").pods()) {
      if (!pod.maker().startsWith("Job/")) {
        fixed.addAll(pod.environment().keySet());
      }
    }
    JsonNode full = Chart.example("full");
    full.at("/api/environment").propertyStream().forEach(e -> fixed.remove(e.getKey()));
    free.propertyStream().forEach(e -> fixed.remove(e.getKey()));
    assertThat(fixed)
        .hasSizeGreaterThan(25)
        .allSatisfy(
            name ->
                assertThatThrownBy(
                        () ->
                            Chart.with(
                                "minimal",
                                "secretEnvironment: {%s: {name: a, key: b}}".formatted(name)))
                    .hasMessageContaining(name));
  }

  /// So that `helm show values` tells of all.
  @Test
  void everyValueThatTheSchemaKnowsStandsInValues() {
    JsonNode schema = Yaml.read(Chart.FOLDER.resolve("values.schema.json"));
    Set<String> known = new TreeSet<>();
    collectKnown("", schema, schema.path("$defs"), known);
    known.remove(".global");
    Set<String> there = new TreeSet<>();
    collectThere("", Yaml.read(Chart.FOLDER.resolve("values.yaml")), there);
    assertThat(known).hasSizeGreaterThan(100).allMatch(there::contains);
  }

  private static void collectKnown(
      String place, JsonNode schema, JsonNode definitions, Set<String> known) {
    JsonNode own =
        schema.has("$ref")
            ? definitions.path(schema.path("$ref").asText().replace("#/$defs/", ""))
            : schema;
    own.path("properties")
        .propertyStream()
        .forEach(
            each -> {
              String name = place + "." + each.getKey();
              known.add(name);
              collectKnown(name, each.getValue(), definitions, known);
            });
  }

  private static void collectThere(String place, JsonNode values, Set<String> there) {
    values
        .propertyStream()
        .forEach(
            each -> {
              String name = place + "." + each.getKey();
              there.add(name);
              collectThere(name, each.getValue(), there);
            });
  }
}
