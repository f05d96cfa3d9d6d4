package chat.parley.api.outbox;

import chat.parley.api.system.LostDependency;
import chat.parley.shared.redis.Backoff;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the outbox as long as the api runs. One thread; it ends with the api, after the batch
/// that it is at.
@Singleton
class RelayLoop implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);

  private final OutboxRelay relay;
  private final OutboxSettings settings;
  private final Backoff backoff;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::run);

  /// The loop's own.
  private boolean isInTrouble;

  RelayLoop(OutboxRelay relay, OutboxSettings settings) {
    this.relay = relay;
    this.settings = settings;
    this.backoff =
        new Backoff(settings.pollInterval(), settings.backoffLimit(), new SplittableRandom());
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (settings.relayEnabled()) {
      thread.start();
    }
  }

  private void run() {
    try {
      Duration pause = backoff.jittered(settings.pollInterval());
      while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = step();
      }
    } catch (InterruptedException e) {
      LOG.warn("the relay was cut short, its rows are free again");
    }
  }

  /// @return how long to pause then
  private Duration step() {
    try {
      return switch (relay.pass()) {
        case Pass.Idle idle -> goesWell(settings.pollInterval());
        case Pass.Relayed relayed ->
            goesWell(relayed.more() ? Duration.ZERO : settings.pollInterval());
        case Pass.RedisAway away -> trouble("Redis is away, " + away.reason(), null);
      };
    } catch (RuntimeException | Error e) {
      // Whatever it was, events must not wait for somebody to restart this api.
      return trouble(e.toString(), LostDependency.isBehind(e) ? null : e);
    }
  }

  private Duration goesWell(Duration pause) {
    if (isInTrouble) {
      LOG.info("events leave the outbox again");
      isInTrouble = false;
    }
    backoff.reset();
    return backoff.jittered(pause);
  }

  /// An outage is two lines in the log, however long it is.
  private Duration trouble(String reason, @Nullable Throwable bug) {
    if (!isInTrouble) {
      LOG.warn("events wait in the outbox: {}", reason, bug);
      isInTrouble = true;
    }
    return backoff.next();
  }

  @PreDestroy
  void close() throws InterruptedException {
    closing.countDown();
    if (thread.getState() != Thread.State.NEW && !thread.join(settings.closingTimeout())) {
      thread.interrupt();
    }
  }
}
