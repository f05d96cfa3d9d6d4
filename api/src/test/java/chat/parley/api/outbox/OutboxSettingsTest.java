package chat.parley.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What the outbox does when nobody sets anything.
class OutboxSettingsTest {
  private static final List<Logger> LOGGERS =
      Stream.of(
              "io.micronaut.scheduling.DefaultTaskExceptionHandler",
              "io.micronaut.context.DefaultBeanContext")
          .map(name -> (Logger) LoggerFactory.getLogger(name))
          .toList();

  private static final String KEYS = keys();

  /// The api's scheduled tasks have no database here, and say so.
  @BeforeAll
  static void hush() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @AfterAll
  static void unhush() {
    LOGGERS.forEach(logger -> logger.setLevel(null));
  }

  @Test
  void theRelayRunsAndEveryTimeHasItsDefault() {
    OutboxSettings settings = with(Map.of());

    assertThat(settings)
        .isEqualTo(
            new OutboxSettings(
                true,
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                200,
                4 * 1024 * 1024,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2)));
  }

  @Test
  void whatIsLostIsPublishedWithinTwoSecondsAndALockOutlivesItsBatch() {
    OutboxSettings settings = with(Map.of());

    assertThat(settings.grace().plus(settings.pollInterval())).isLessThan(Duration.ofSeconds(2));
    assertThat(settings.grace()).isGreaterThan(settings.clearingInterval().multipliedBy(2));
    assertThat(settings.claimTimeout()).isGreaterThan(settings.publishTimeout());
  }

  @Test
  void theNamesAreKebabCase() {
    OutboxSettings settings =
        with(Map.of("parley.outbox.relay-enabled", "false", "parley.outbox.batch-rows", "7"));

    assertThat(settings.relayEnabled()).isFalse();
    assertThat(settings.batchRows()).isEqualTo(7);
  }

  /// Binds settings without an `application.yml`. The api starts with signing keys only.
  private static OutboxSettings with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("parley.auth.signing-keys", KEYS);
    try (ApplicationContext context =
        ApplicationContext.builder()
            .enableDefaultPropertySources(false)
            .properties(all)
            .build()
            .start()) {
      return context.getBean(OutboxSettings.class);
    }
  }

  private static String keys() {
    try {
      return new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("test").generate()).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
