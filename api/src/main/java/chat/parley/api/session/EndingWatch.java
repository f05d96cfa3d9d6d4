package chat.parley.api.session;

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

/// Looks for ended sessions as long as the api runs: once in a while, and at once when news of
/// one came. While looks fail, each request is checked.
@Singleton
class EndingWatch implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EndingWatch.class);

  private final RecentEndings endings;
  private final Duration interval;
  private final Loop loop;

  EndingWatch(RecentEndings endings, SessionSettings settings) {
    this.endings = endings;
    this.interval = settings.lookInterval();
    this.loop =
        new Loop(
            "session-endings",
            this::look,
            new Backoff(interval, interval, new SplittableRandom()),
            new Loop.Report(
                LOG,
                "sessions are checked one by one",
                "ended sessions are known without asking again"));
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    loop.start(Duration.ZERO);
  }

  /// Never blocks.
  void wake() {
    loop.wake();
  }

  private Duration look() {
    endings.look();
    return interval;
  }

  @PreDestroy
  void close() throws InterruptedException {
    loop.close();
  }
}
