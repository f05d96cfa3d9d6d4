package chat.parley.api.mail;

import chat.parley.api.system.LostDependency;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends mail as long as the api runs. One thread, far from any request.
@Singleton
class MailLoop implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(MailLoop.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Delivery delivery;
  private final MailSettings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("mail").unstarted(this::run);

  /// The loop's own.
  private boolean isInTrouble;

  MailLoop(Delivery delivery, MailSettings settings) {
    this.delivery = delivery;
    this.settings = settings;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS)) {
        step();
      }
    } catch (InterruptedException e) {
      LOG.debug("a mail was cut short; it is sent again when its lease is over");
    }
  }

  /// Mail after mail until there is none or one fails.
  private void step() {
    try {
      while (closing.getCount() > 0 && delivery.next()) {
        LOG.trace("one more");
      }
      isInTrouble = false;
    } catch (RuntimeException | Error e) {
      // Whatever it was, mail must not wait for somebody to restart this api.
      if (!isInTrouble) {
        LOG.warn("no mail goes out: {}", e.toString(), LostDependency.isBehind(e) ? null : e);
        isInTrouble = true;
      }
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    closing.countDown();
    if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
      thread.interrupt();
    }
  }
}
