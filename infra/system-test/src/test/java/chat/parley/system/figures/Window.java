package chat.parley.system.figures;

import chat.parley.load.client.Residents;
import chat.parley.load.client.Tally;
import java.time.Duration;

/// A stretch of time in which latencies are counted.
final class Window {
  private Window() {}

  /// Returns when it is over.
  ///
  /// @param pauseSeconds before it, in which nothing is counted
  static void of(String name, int seconds, Residents crowd, int pauseSeconds)
      throws InterruptedException {
    of(name, seconds, crowd, pauseSeconds, () -> {});
  }

  /// @param within begins with the window, which lasts until it is done, and as long as it should
  static void of(String name, int seconds, Residents crowd, int pauseSeconds, Runnable within)
      throws InterruptedException {
    Tally tally = crowd.loop().tally();
    Thread.sleep(Duration.ofSeconds(pauseSeconds));
    crowd.loop().execute(() -> tally.open(name));
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    within.run();
    Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    crowd.loop().execute(tally::pause);
  }
}
