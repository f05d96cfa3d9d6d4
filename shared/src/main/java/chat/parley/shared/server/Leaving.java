package chat.parley.shared.server;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this process has been told to end. It gives notice first: it serves on for a while as
/// if nothing had been said, but is not ready any more, and asks its clients to connect anew for
/// their next request. So a load balancer has stopped sending before there is nobody to answer,
/// and holds no connection on which it could send at the moment when it is closed.
///
/// Invariant: during the notice nothing is refused.
@Singleton
public final class Leaving implements ApplicationEventListener<ShutdownEvent>, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

  private final ShutdownSettings settings;
  private volatile boolean told;

  Leaving(ShutdownSettings settings) {
    this.settings = settings;
  }

  boolean isTold() {
    return told;
  }

  /// Before all who end something.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public void onApplicationEvent(ShutdownEvent event) {
    told = true;
    if (settings.notice().isPositive()) {
      LOG.info("leaving in {}", settings.notice());
      try {
        Thread.sleep(settings.notice());
      } catch (InterruptedException e) {
        // Whoever interrupts wants it to end at once.
        Thread.currentThread().interrupt();
      }
    }
  }
}
