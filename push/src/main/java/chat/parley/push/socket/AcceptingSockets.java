package chat.parley.push.socket;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Whether this node takes sockets: not from the moment it is told to stop.
@Singleton
@Readiness
final class AcceptingSockets implements HealthIndicator {
  private final OpenSockets sockets;

  AcceptingSockets(OpenSockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromSupplier(
        () ->
            HealthResult.builder("sockets")
                .status(sockets.isDraining() ? HealthStatus.DOWN : HealthStatus.UP)
                .build());
  }
}
