package chat.parley.api.session;

import chat.parley.api.system.LostDependency;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for ended sessions as long as the api runs: once in a while, and at once when news of one
/// came. One thread.
@Singleton
class EndingWatch implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EndingWatch.class);

  /// However many sessions end, no more than 20 looks a second.
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final RecentEndings endings;
  private final SessionSettings settings;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("session-endings").unstarted(this::run);

  private volatile boolean closing;

  /// The loop's own.
  private boolean isInTrouble;

  EndingWatch(RecentEndings endings, SessionSettings settings) {
    this.endings = endings;
    this.settings = settings;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    thread.start();
  }

  /// Never blocks.
  void wake() {
    news.release();
  }

  private void run() {
    try {
      while (!closing) {
        look();
        Thread.sleep(BETWEEN);
        if (news.tryAcquire(settings.lookInterval().toNanos(), TimeUnit.NANOSECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the last look for ended sessions was cut short");
    }
  }

  private void look() {
    try {
      endings.look();
      if (isInTrouble) {
        LOG.info("ended sessions are known without asking again");
        isInTrouble = false;
      }
    } catch (RuntimeException | Error e) {
      // Whatever it was, the next look may succeed; until then each request is checked.
      if (!isInTrouble) {
        LOG.warn(
            "sessions are checked one by one: {}",
            e.toString(),
            LostDependency.isBehind(e) ? null : e);
        isInTrouble = true;
      }
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    closing = true;
    wake();
    if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
      thread.interrupt();
    }
  }
}
