package chat.parley.api.system;

import chat.parley.shared.redis.Backoff;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/// Does one thing over and over as long as the api runs, on a thread of its own: again after the
/// pause that each pass says, or as soon as somebody wakes it.
///
/// Whatever a pass fails with, the next one may succeed, and nobody has to restart this api for
/// it. An outage is two lines in the log, however long it is.
public final class Loop {
  /// However often it is woken, there are no more than 20 passes a second, unless one asks for
  /// the next at once.
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Pass pass;
  private final Backoff backoff;
  private final Report report;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;

  private volatile boolean closing;
  private Duration first = Duration.ZERO;

  /// The thread's own.
  private boolean isInTrouble;

  /// @param name of the thread
  /// @param backoff the pauses after passes that fail; the thread's own
  public Loop(String name, Pass pass, Backoff backoff, Report report) {
    this.pass = pass;
    this.backoff = backoff;
    this.report = report;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /// To be called once.
  ///
  /// @param pause before the first pass
  public void start(Duration pause) {
    first = pause;
    thread.start();
  }

  /// Has the next pass begin now. Never blocks.
  public void wake() {
    news.release();
  }

  /// For passes that take long: whether to come to an end.
  public boolean isClosing() {
    return closing;
  }

  private void run() {
    try {
      await(first);
      while (!closing) {
        await(step());
      }
    } catch (InterruptedException e) {
      report.log().debug("{} was cut short", thread.getName());
    }
  }

  private void await(Duration pause) throws InterruptedException {
    Duration deaf = pause.compareTo(BETWEEN) < 0 ? pause : BETWEEN;
    Thread.sleep(deaf);
    if (news.tryAcquire(pause.minus(deaf).toNanos(), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
  }

  /// @return how long to pause then
  private Duration step() throws InterruptedException {
    try {
      Duration pause = pass.run();
      if (isInTrouble) {
        report.log().info(report.again());
        isInTrouble = false;
      }
      backoff.reset();
      return pause;
    } catch (RuntimeException | Error e) {
      if (!isInTrouble) {
        tell(e);
        isInTrouble = true;
      }
      return backoff.next();
    }
  }

  private void tell(Throwable failure) {
    boolean isInVain = failure instanceof InVainException;
    report
        .log()
        .warn(
            "{}: {}",
            report.trouble(),
            isInVain ? failure.getMessage() : failure.toString(),
            isInVain || LostDependency.isBehind(failure) ? null : failure);
  }

  /// Waits for the pass that is running, but not for long.
  public void close() throws InterruptedException {
    close(CLOSING);
  }

  /// @param patience how long a pass may take to end by itself
  public void close(Duration patience) throws InterruptedException {
    closing = true;
    wake();
    if (thread.getState() != Thread.State.NEW && !thread.join(patience)) {
      thread.interrupt();
    }
  }

  /// One time of what is done.
  public interface Pass {

    /// @return how long to pause then
    Duration run() throws InterruptedException;
  }

  /// What stands in the log, and whose words it is.
  ///
  /// @param trouble while passes fail
  /// @param again when one has succeeded after that
  public record Report(Logger log, String trouble, String again) {}

  /// A pass could do nothing, and it is known why.
  public static final class InVainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InVainException(String reason) {
      super(reason);
    }
  }
}
