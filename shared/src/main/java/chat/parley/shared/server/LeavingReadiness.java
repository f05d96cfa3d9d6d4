package chat.parley.shared.server;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/// Who is about to end must get nothing new.
@Singleton
@Readiness
final class LeavingReadiness implements HealthIndicator {
  private final Leaving leaving;

  LeavingReadiness(Leaving leaving) {
    this.leaving = leaving;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    HealthStatus status = leaving.isTold() ? HealthStatus.DOWN : HealthStatus.UP;
    return Publishers.just(HealthResult.builder("leaving", status).build());
  }
}
