package chat.parley.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.stores.RedisStore;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SocketSettingsIT {
  @Test
  void theDefaultsAreTheContracts() {
    try (RedisStore redis = RedisStore.temporary();
        ApplicationContext context =
            ApplicationContext.run(
                Map.of(
                    "parley.redis.uri", redis.uri(),
                    "parley.internal.credential", "x".repeat(32),
                    "parley.api.urls", "http://127.0.0.1:1"))) {
      SocketSettings settings = context.getBean(SocketSettings.class);

      assertThat(settings)
          .isEqualTo(
              new SocketSettings(
                  null,
                  List.of("http://localhost:8080", "http://127.0.0.1:8080"),
                  Duration.ofSeconds(25),
                  Duration.ofSeconds(10),
                  16 * 1024,
                  false,
                  1024 * 1024,
                  Duration.ofSeconds(25),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(25),
                  Duration.ofMillis(200)));
      assertThat(context.getBean(SocketLimits.class))
          .isEqualTo(new SocketLimits(20, 40, 20, 50_000));
    }
  }

  @Test
  void aPageMayOpenASocketFromAConfiguredOriginOnlyAndAProgramAlways() {
    SocketSettings settings =
        new SocketSettings(
            null,
            List.of("https://chat.example.org"),
            Duration.ZERO,
            Duration.ZERO,
            1,
            false,
            1,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);

    assertThat(settings.allowsOrigin("https://chat.example.org")).isTrue();
    assertThat(settings.allowsOrigin("https://chat.example.org.evil.example")).isFalse();
    assertThat(settings.allowsOrigin("null")).isFalse();
    assertThat(settings.allowsOrigin(null)).isTrue();
  }
}
