package chat.parley.api.system;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// The process's one source of time.
@Factory
class Clocks {
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
