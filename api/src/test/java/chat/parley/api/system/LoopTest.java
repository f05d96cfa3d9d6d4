package chat.parley.api.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.parley.shared.redis.Backoff;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Logger log = (Logger) LoggerFactory.getLogger(LoopTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicInteger passes = new AtomicInteger();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(lines);
    log.setAdditive(true);
  }

  @Test
  void aPassFollowsThePauseThatTheLastOneSaid() throws InterruptedException {
    Loop loop = loop(() -> passes.incrementAndGet() < 3 ? SHORT : LONG);
    loop.start(SHORT);
    await().until(() -> passes.get() == 3);
    loop.close();
    assertThat(passes).hasValue(3);
  }

  @Test
  void whoeverWakesItNeedNotWait() throws InterruptedException {
    Loop loop =
        loop(
            () -> {
              passes.incrementAndGet();
              return LONG;
            });
    loop.start(LONG);
    loop.wake();
    await().until(() -> passes.get() == 1);
    loop.wake();
    await().until(() -> passes.get() == 2);
    loop.close();
  }

  @Test
  void whateverAPassFailsWithTheNextOneComesAndAnOutageIsTwoLines() throws InterruptedException {
    Loop loop =
        loop(
            () ->
                switch (passes.incrementAndGet()) {
                  case 1 -> throw new Loop.InVainException("Redis is away");
                  case 2 -> throw new IllegalStateException("a bug");
                  case 3 -> throw new StackOverflowError();
                  default -> LONG;
                });
    loop.start(SHORT);
    await().until(() -> lines.list.size() == 2);
    loop.close();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("nothing gets done: Redis is away", "it gets done again");
    assertThat(passes).hasValue(4);
  }

  @Test
  void onlyABugIsLoggedWithWhereItIs() throws InterruptedException {
    Loop loop =
        loop(
            () -> {
              throw new IllegalStateException("a bug");
            });
    loop.start(SHORT);
    await().until(() -> !lines.list.isEmpty());
    loop.close();
    assertThat(lines.list.getFirst().getThrowableProxy()).isNotNull();
  }

  @Test
  void closingLetsAPassComeToItsEnd() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Loop[] self = new Loop[1];
    self[0] =
        loop(
            () -> {
              begun.countDown();
              while (!self[0].isClosing()) {
                Thread.onSpinWait();
              }
              ended.incrementAndGet();
              return SHORT;
            });
    self[0].start(SHORT);
    begun.await();
    self[0].close();
    assertThat(ended).hasValue(1);
  }

  @Test
  void oneThatNeverStartedIsClosedAtOnce() {
    assertThatCode(() -> loop(() -> SHORT).close(LONG)).doesNotThrowAnyException();
  }

  private Loop loop(Loop.Pass pass) {
    return new Loop(
        "test",
        pass,
        new Backoff(SHORT, SHORT, new SplittableRandom()),
        new Loop.Report(log, "nothing gets done", "it gets done again"));
  }
}
