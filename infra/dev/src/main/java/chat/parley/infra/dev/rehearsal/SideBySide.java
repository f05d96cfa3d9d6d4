package chat.parley.infra.dev.rehearsal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Several at the same time.
final class SideBySide {
  private SideBySide() {}

  /// Returns when all have; fails as one that failed.
  static <T> void each(List<T> all, Consumer<T> part) {
    try (var stage = Executors.newVirtualThreadPerTaskExecutor()) {
      var parts =
          all.stream()
              .map(one -> CompletableFuture.runAsync(() -> part.accept(one), stage))
              .toList();
      parts.forEach(CompletableFuture::join);
    }
  }
}
