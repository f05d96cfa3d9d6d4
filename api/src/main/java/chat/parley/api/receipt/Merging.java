package chat.parley.api.receipt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Thins out what comes too often: the first goes out at once and opens a window; of what comes
/// within it only the newest goes out, at its end, which opens the next. Any thread.
///
/// Invariants: within its windows a key never goes back, and the newest of a key goes out, at the
/// latest when this is closed.
///
/// @param <K> whose news are merged
/// @param <T> the news
final class Merging<K, T> {
  private final int mostKeys;
  private final Consumer<T> out;
  private final Consumer<Runnable> atEndOfWindow;
  private final Map<K, Window<T>> windows = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// @param mostKeys how many windows may be open; news that finds no room goes out unmerged
  /// @param out never waits
  /// @param atEndOfWindow runs the task when a window that opens now has ended
  Merging(int mostKeys, Consumer<T> out, Consumer<Runnable> atEndOfWindow) {
    this.mostKeys = mostKeys;
    this.out = out;
    this.atEndOfWindow = atEndOfWindow;
  }

  /// @param position orders the news of a key: what is not beyond the last is not news
  void offer(K key, long position, T news) {
    if (closed || (windows.size() >= mostKeys && !windows.containsKey(key))) {
      out.accept(news);
      return;
    }
    windows.compute(
        key,
        (same, window) -> {
          if (window == null) {
            return open(key, position, news);
          }
          return position > window.position ? new Window<>(position, news) : window;
        });
  }

  private Window<T> open(K key, long position, T news) {
    out.accept(news);
    atEndOfWindow.accept(() -> end(key));
    return new Window<>(position, null);
  }

  private void end(K key) {
    windows.computeIfPresent(
        key,
        (same, window) ->
            window.pending == null || closed
                ? letGo(window)
                : open(key, window.position, window.pending));
  }

  private @Nullable Window<T> letGo(Window<T> window) {
    if (window.pending != null) {
      out.accept(window.pending);
    }
    return null;
  }

  /// Ends all windows now. What comes later goes out unmerged.
  void close() {
    closed = true;
    windows.keySet().forEach(this::end);
  }

  private record Window<T>(long position, @Nullable T pending) {}
}
