package chat.parley.api.outbox;

import chat.parley.api.system.Loop;
import chat.parley.shared.redis.Backoff;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the outbox as long as the api runs. It ends with the api, after the batch that it is
/// at; one that is cut short gives its rows free.
@Singleton
class RelayLoop implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);

  private final OutboxRelay relay;
  private final OutboxSettings settings;
  private final Backoff backoff;
  private final Loop loop;

  RelayLoop(OutboxRelay relay, OutboxSettings settings) {
    this.relay = relay;
    this.settings = settings;
    this.backoff =
        new Backoff(settings.pollInterval(), settings.backoffLimit(), new SplittableRandom());
    this.loop =
        new Loop(
            "outbox-relay",
            this::relay,
            backoff,
            new Loop.Report(LOG, "events wait in the outbox", "events leave the outbox again"));
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (settings.relayEnabled()) {
      loop.start(backoff.jittered(settings.pollInterval()));
    }
  }

  private Duration relay() {
    return switch (relay.pass()) {
      case Pass.Idle idle -> backoff.jittered(settings.pollInterval());
      case Pass.Relayed relayed ->
          relayed.more() ? Duration.ZERO : backoff.jittered(settings.pollInterval());
      case Pass.RedisAway away -> throw new Loop.InVainException("Redis is away, " + away.reason());
    };
  }

  @PreDestroy
  void close() throws InterruptedException {
    loop.close(settings.closingTimeout());
  }
}
