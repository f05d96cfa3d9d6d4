package chat.parley.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.shared.event.Conversation;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Messages are kept for ever unless somebody says otherwise.
class RetentionSettingsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void withoutSettingsEverythingIsKept() {
    RetentionSettings settings = with(Map.of());

    assertThat(settings)
        .isEqualTo(new RetentionSettings(null, null, null, HOUR, 500, Duration.ofMillis(100)));
    assertThat(settings.ages()).isEmpty();
  }

  @Test
  void eachTypeOfConversationHasItsOwnAge() {
    RetentionSettings settings =
        with(Map.of("parley.retention.direct", "365d", "parley.retention.channel", "30d"));

    assertThat(settings.ages())
        .isEqualTo(
            Map.of(
                Conversation.Type.DIRECT,
                Duration.ofDays(365),
                Conversation.Type.CHANNEL,
                Duration.ofDays(30)));
  }

  @Test
  void toKeepNothingIsNoSetting() {
    assertThatThrownBy(() -> new RetentionSettings(null, Duration.ZERO, null, HOUR, 1, HOUR))
        .hasMessageContaining("parley.retention");
  }

  /// Binds settings without an `application.yml`. The api starts with signing keys only.
  private static RetentionSettings with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("parley.auth.signing-keys", keys());
    try (ApplicationContext context =
        ApplicationContext.builder()
            .enableDefaultPropertySources(false)
            .properties(all)
            .build()
            .start()) {
      return context.getBean(RetentionSettings.class);
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
