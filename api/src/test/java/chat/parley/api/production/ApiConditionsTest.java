package chat.parley.api.production;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.core.value.MapPropertyResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Settings that are fit, and each thing that could be wrong with them alone.
class ApiConditionsTest {
  private static final String SECRET = "vQ8nR2xL6cZ0pT5yB9mK3wJ7dF1hG4sA";
  private static final Map<String, Object> FIT = fit();

  @Test
  void nothingIsSaidOfSettingsThatAreFit() {
    assertThat(findings(FIT, Set.of("production", "k8s"))).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
            refusal("parley.internal.credential", "", "not set"),
            refusal("parley.internal.credential", "short", "fewer than 32"),
            refusal(
                "parley.internal.credential",
                "change-me-change-me-change-me-change-me",
                "examples"),
            refusal("parley.auth.signing-keys", "", "not set"),
            refusal("parley.auth.signing-keys", "{\"keys\": \"5ecre7\"}", "no JWK set"),
            refusal("parley.auth.signing-keys", published(RFC7515), "printed in an example"),
            refusal("parley.auth.signing-keys", published(RFC7517), "printed in an example"),
            refusal("parley.auth.signing-keys", published(JWT_IO), "printed in an example"),
            refusal("parley.database.url", "", "not set"),
            refusal("parley.database.url", database("db.example.org", ""), "in the clear"),
            refusal(
                "parley.database.url",
                database("db.example.org", "?sslmode=prefer"),
                "in the clear"),
            refusal("parley.database.replica.url", database("db.example.org", ""), "in the clear"),
            refusal("parley.database.username", "", "not set"),
            refusal("parley.database.password", "", "not set"),
            refusal("parley.database.password", "parley", "fewer than 12"),
            refusal("parley.database.password", "postgrespassword", "examples"),
            refusal("parley.database.password", "the-role-of-it-9x", "user's name")
                .with("parley.database.username", "the-role-of-it-9x"),
            refusal("parley.database.migrate", "", "would change"),
            refusal("parley.redis.uri", "", "not set"),
            refusal(
                "parley.redis.uri", "redis://:" + SECRET + "@redis.example.org", "in the clear"),
            refusal("parley.redis.uri", "rediss://redis.example.org", "no password"),
            refusal("parley.redis.uri", "rediss://:redis@10.0.0.7", "fewer than 16"),
            refusal("parley.trusted-proxies", "", "not set"),
            refusal("parley.trusted-proxies", "10.0.0.0/8,0.0.0.0/0", "anybody"),
            refusal("parley.trusted-proxies", "::/0", "anybody"),
            refusal("parley.trusted-proxies", "none", "in the clear"),
            refusal("parley.realtime.url", "", "not set"),
            refusal("parley.realtime.url", "ws://chat.example.org/ws", "in the clear"),
            refusal("parley.cors.allowed-origins", "*", "anywhere"),
            refusal("parley.cors.allowed-origins", "null", "anywhere"),
            refusal("parley.cors.allowed-origins", "http://a.example.org", "in the clear"),
            refusal("parley.cors.allowed-origins", "https://a.example.org/", "no origin"),
            refusal("parley.mail.keep", "true", "to everybody"),
            refusal("parley.mail.from", "", "not set"),
            refusal("parley.mail.link-base", "", "not set"),
            refusal("parley.mail.link-base", "http://chat.example.org", "in the clear"),
            refusal("parley.mail.smtp.tls", "none", "in the clear"),
            refusal("parley.storage.folder", "", "not set"),
            refusal("parley.storage.folder", "storage", "depends on the folder"),
            refusal("parley.storage.s3.endpoint", "http://s3.example.org", "in the clear")
                .with("parley.storage.type", "s3"),
            refusal("parley.storage.s3.public-endpoint", "http://s3.example.org", "in the clear")
                .with("parley.storage.type", "s3")
                .with("parley.storage.s3.presigned-downloads", "true"),
            refusal("parley.storage.s3.secret-key", "minioadmin", "fewer than 16")
                .with("parley.storage.type", "s3"),
            refusal("parley.rate-limits.enabled", "false", "as many passwords"),
            refusal("parley.passwords.memory", "19455", "cheap to guess"),
            refusal("parley.passwords.memory", "19456", "cheap to guess")
                .with("parley.passwords.passes", "1"),
            refusal("parley.admin.password", "correct", "fewer than 12"),
            refusal("endpoints.env.enabled", "true", "management endpoint"),
            refusal("endpoints.all.enabled", "true", "management endpoint"),
            refusal("endpoints.health.details-visible", "ANONYMOUS", "what this consists of"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource
  void refused(Case unfit) {
    assertThat(findings(unfit.settings(), Set.of()))
        .singleElement()
        .isInstanceOfSatisfying(Finding.Refusal.class, refusal -> agree(refusal, unfit));
  }

  static Stream<Arguments> warned() {
    return Stream.of(
            refusal("parley.database.url", database("10.0.0.5", ""), "in the clear"),
            refusal("parley.database.url", database("db.corp.example.org", ""), "in the clear")
                .with("parley.private-hosts", ".corp.example.org"),
            refusal(
                "parley.database.url", database("db.example.org", "?sslmode=require"), "who is at"),
            refusal(
                "parley.database.url",
                database("a.example.org", "?sslmode=verify-full&sslfactory=x.NonValidatingFactory"),
                "who is at"),
            refusal("parley.database.replica.url", database("10.0.0.5", ""), "in the clear"),
            refusal("parley.database.migrate", "true", "change the database's tables"),
            refusal("parley.redis.uri", "redis://:" + SECRET + "@redis", "in the clear"),
            refusal("parley.redis.uri", "rediss://redis", "no password"),
            refusal("parley.mail.smtp.tls", "none", "in the clear")
                .with("parley.mail.smtp.host", "mail.internal"),
            refusal("parley.storage.s3.endpoint", "http://minio:9000", "in the clear")
                .with("parley.storage.type", "s3"),
            refusal("parley.admin.password", SECRET, "where settings are"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource
  void warned(Case odd) {
    assertThat(findings(odd.settings(), Set.of()))
        .singleElement()
        .isInstanceOfSatisfying(Finding.Warning.class, warning -> agree(warning, odd));
  }

  static Stream<Arguments> alsoFit() {
    return Stream.of(
            refusal("parley.database.url", database("localhost", ""), ""),
            refusal("parley.database.url", database("db.example.org", "?sslmode=verify-ca"), ""),
            refusal("parley.database.password", "", "")
                .with(
                    "parley.database.url",
                    database(
                        "db.example.org", "?sslmode=verify-full&sslcert=/etc/parley/client.crt")),
            refusal("parley.redis.uri", "redis://127.0.0.1:6379", ""),
            refusal("parley.redis.uri", "rediss-sentinel://:" + SECRET + "@a.example.org#main", ""),
            refusal("parley.trusted-proxies", "none", "")
                .with("micronaut.server.ssl.enabled", "true"),
            refusal(
                "parley.cors.allowed-origins", "https://a.example.org,https://b.example:8443", ""),
            refusal("parley.mail.smtp.tls", "none", "").with("parley.mail.smtp.host", "127.0.0.1"),
            refusal("parley.mail.from", "", "").with("parley.mail.smtp.host", ""),
            refusal("parley.storage.s3.endpoint", "https://s3.example.org", "")
                .with("parley.storage.type", "s3")
                .with("parley.storage.folder", "")
                .with("parley.storage.s3.secret-key", SECRET)
                .with("parley.storage.s3.presigned-downloads", "true"),
            refusal("parley.passwords.memory", "47104", "").with("parley.passwords.passes", "1"),
            refusal("parley.passwords.memory", "9216", "").with("parley.passwords.passes", "4"),
            refusal("parley.rate-limits.enabled", "true", ""),
            refusal("endpoints.prometheus.enabled", "true", ""))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource
  void alsoFit(Case fit) {
    assertThat(findings(fit.settings(), Set.of())).isEmpty();
  }

  @Test
  void environmentsForDevelopmentDoNotGoWithIt() {
    assertThat(findings(FIT, Set.of("production", "dev", "test")))
        .extracting(Finding::setting)
        .containsExactly("micronaut.environments", "micronaut.environments");
  }

  /// Each that is needed, so that nobody mends them one by one.
  @Test
  void withoutAnySettingAllThatAreNeededAreNamed() {
    assertThat(findings(Map.of(), Set.of()))
        .allSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.Refusal.class))
        .extracting(Finding::setting)
        .containsExactlyInAnyOrder(
            "parley.internal.credential",
            "parley.auth.signing-keys",
            "parley.database.url",
            "parley.database.username",
            "parley.database.password",
            "parley.database.migrate",
            "parley.redis.uri",
            "parley.trusted-proxies",
            "parley.realtime.url",
            "parley.storage.folder");
  }

  private static void agree(Finding finding, Case expected) {
    assertThat(finding.setting()).isEqualTo(expected.setting());
    assertThat(finding.problem()).contains(expected.problem());
    assertThat(finding.remedy()).isNotBlank().doesNotEndWith(".");
    assertThat(finding.line()).doesNotContain(SECRET, "5ecre7", "postgrespassword", "minioadmin");
  }

  private static List<Finding> findings(Map<String, Object> settings, Set<String> environments) {
    Settings all = new Settings(new MapPropertyResolver(settings), environments);
    return ApiConditions.all().stream().flatMap(condition -> condition.findings(all)).toList();
  }

  private static Case refusal(String setting, String value, String problem) {
    return new Case(setting, problem, Map.of(setting, value));
  }

  /// What is different from settings that are fit.
  record Case(String setting, String problem, Map<String, Object> changes) {
    Case with(String other, String value) {
      Map<String, Object> more = new HashMap<>(changes);
      more.put(other, value);
      return new Case(setting, problem, more);
    }

    Map<String, Object> settings() {
      Map<String, Object> all = new HashMap<>(FIT);
      all.putAll(changes);
      return all;
    }
  }

  private static String database(String host, String options) {
    return "jdbc:postgresql://" + host + ":5432/parley" + options;
  }

  private static Map<String, Object> fit() {
    Map<String, Object> fit = new HashMap<>();
    fit.put("parley.internal.credential", SECRET);
    fit.put("parley.auth.signing-keys", keys());
    fit.put("parley.database.url", database("db.example.org", "?sslmode=verify-full"));
    fit.put("parley.database.username", "parley");
    fit.put("parley.database.password", SECRET);
    fit.put("parley.database.migrate", "false");
    fit.put("parley.redis.uri", "rediss://:" + SECRET + "@redis.example.org:6379");
    fit.put("parley.trusted-proxies", "10.0.0.0/8");
    fit.put("parley.realtime.url", "wss://chat.example.org/ws");
    fit.put("parley.mail.smtp.host", "mail.example.org");
    fit.put("parley.mail.from", "chat@example.org");
    fit.put("parley.mail.link-base", "https://chat.example.org");
    fit.put("parley.storage.folder", "/var/lib/parley");
    return fit;
  }

  private static String keys() {
    try {
      String key = new ECKeyGenerator(Curve.P_256).keyID("own").generate().toJSONString();
      return "{\"keys\": [" + key + "]}";
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String RFC7515 =
      """
      {"kty": "EC", "crv": "P-256", "kid": "a",
       "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
       "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
       "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}""";
  private static final String RFC7517 =
      """
      {"kty": "EC", "crv": "P-256", "kid": "b",
       "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
       "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
       "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}""";
  private static final String JWT_IO =
      """
      {"kty": "EC", "crv": "P-256", "kid": "c",
       "x": "EVs_o5-uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf84",
       "y": "kGe5DgSIycKp8w9aJmoHhB1sB3QTugfnRWm5nU_TzsY",
       "d": "evZzL1gdAFr88hb2OF_2NxApJCzGCEDdfSp6VQO30hw"}""";

  /// Behind one of one's own, as a key that only verifies.
  private static String published(String key) {
    return "{\"keys\": ["
        + keys().replaceFirst("^\\{\"keys\": \\[", "").replaceFirst("]}$", "")
        + ", "
        + key
        + "]}";
  }
}
