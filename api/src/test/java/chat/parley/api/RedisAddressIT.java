package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisAddressIT {
  @Test
  void anApiThatIsToldNoUsableAddressDoesNotStart() {
    assertThatThrownBy(
            () -> RunningApi.with(Map.of("parley.redis.uri", "redis-sentinel://:pa55@a,b")))
        .hasStackTraceContaining("what they call the master");
  }
}
