package chat.parley.infra.stores;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what several servers come to by themselves.
final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int GLANCE_MILLIS = 50;

  private Patience() {}

  /// @param condition a server that doesn't answer, as one hangs up that changes its role, has
  ///     not come to it yet
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!holds(condition)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("not in time: " + what);
        }
        Thread.sleep(GLANCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (InstalledRedis.NotAnsweredException e) {
      return false;
    }
  }
}
