package chat.parley.api.system;

import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;

/// Clearing up, in small statements each of its own, and not too many of them: what one pass
/// leaves is the next one's.
public final class Batches {
  private static final int SIZE = 1_000;
  private static final int MOST = 50;

  private Batches() {}

  /// Doesn't fail: whatever a pass fails with, the next one may succeed.
  ///
  /// @param log gets the trouble, when there is some
  /// @param batches each does as much as it is told at most, and says how much that was
  public static void work(Logger log, String trouble, IntUnaryOperator... batches) {
    try {
      for (IntUnaryOperator batch : batches) {
        int left = MOST;
        while (left > 0 && batch.applyAsInt(SIZE) == SIZE) {
          left--;
        }
      }
    } catch (RuntimeException e) {
      log.warn("{} for now: {}", trouble, e.toString(), LostDependency.isBehind(e) ? null : e);
    }
  }
}
