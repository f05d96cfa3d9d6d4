package chat.parley.push.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.infra.stores.RedisStore;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandSettingsIT {
  @Test
  void theDefaultsAreThese() {
    try (RedisStore redis = RedisStore.temporary();
        ApplicationContext context =
            ApplicationContext.run(
                Map.of(
                    "parley.redis.uri", redis.uri(),
                    "parley.internal.credential", "x".repeat(32),
                    "parley.api.urls", "http://127.0.0.1:1"))) {
      assertThat(context.getBean(CommandSettings.class))
          .isEqualTo(new CommandSettings(16, 32 * 1024 * 1024, Duration.ofSeconds(15)));
    }
  }

  @Test
  void aSocketThatMayHaveNoCommandsIsAMistake() {
    assertThatThrownBy(() -> new CommandSettings(0, 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
