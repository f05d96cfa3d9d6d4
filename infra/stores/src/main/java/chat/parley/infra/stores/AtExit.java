package chat.parley.infra.stores;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Closes what is still open when this JVM ends by itself, by SIGINT or by SIGTERM.
///
/// One hook for all: the JVM runs its hooks side by side, which would end the stores under the
/// programs. Here the newest goes first.
public final class AtExit {
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::closeAll, "at-exit"));
  }

  private AtExit() {}

  public static void close(AutoCloseable resource) {
    synchronized (OPEN) {
      OPEN.push(resource);
    }
  }

  /// The resource was closed in another way.
  public static void forget(AutoCloseable resource) {
    synchronized (OPEN) {
      OPEN.remove(resource);
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // Loggers may have been shut down already.
  private static void closeAll() {
    for (var resource = newest(); resource != null; resource = newest()) {
      try {
        resource.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }
  }

  private static @Nullable AutoCloseable newest() {
    synchronized (OPEN) {
      return OPEN.poll();
    }
  }
}
