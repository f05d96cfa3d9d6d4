package chat.parley.push.subscription;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// A node whose path from Redis is dead must get no new sockets.
@Singleton
@Readiness
class RedisReadiness implements HealthIndicator {
  private final Probe probe;

  RedisReadiness(Probe probe) {
    this.probe = probe;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(
        () ->
            HealthResult.builder("redis", probe.isAlive() ? HealthStatus.UP : HealthStatus.DOWN)
                .build());
  }
}
