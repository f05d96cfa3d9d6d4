package chat.parley.api.mail;

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

/// Sends mail as long as the api runs, far from any request. A mail that the end of the api cuts
/// short is sent again when its lease is over.
@Singleton
class MailLoop implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(MailLoop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Delivery delivery;
  private final Duration interval;
  private final Loop loop;

  MailLoop(Delivery delivery, MailSettings settings) {
    this.delivery = delivery;
    this.interval = settings.pollInterval();
    this.loop =
        new Loop(
            "mail",
            this::send,
            new Backoff(interval, LONGEST_PAUSE, new SplittableRandom()),
            new Loop.Report(LOG, "no mail goes out", "mail is looked for again"));
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    loop.start(interval);
  }

  /// Mail after mail until there is none or one fails.
  private Duration send() {
    boolean more = true;
    while (more && !loop.isClosing()) {
      more = delivery.next();
    }
    return interval;
  }

  @PreDestroy
  void close() throws InterruptedException {
    loop.close();
  }
}
