package chat.parley.push.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.stores.RedisStore;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresenceSettingsIT {
  /// 15 s and 5 s: the others notice within 30.
  @Test
  void theDefaultsAreTheContracts() {
    try (RedisStore redis = RedisStore.temporary();
        ApplicationContext context =
            ApplicationContext.run(
                Map.of(
                    "parley.redis.uri", redis.uri(),
                    "parley.internal.credential", "x".repeat(32),
                    "parley.api.urls", "http://127.0.0.1:1"))) {
      assertThat(context.getBean(PresenceSettings.class))
          .isEqualTo(
              new PresenceSettings(
                  Duration.ofSeconds(15),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(10),
                  Duration.ofMinutes(5)));
    }
  }
}
