package chat.parley.push.feed;

import java.util.ArrayList;
import java.util.List;

/// Whether Redis has confirmed a feed's subscription, and who waits for that. Only the feed's
/// owner loop touches it.
final class Standing {
  private List<Runnable> waiting = new ArrayList<>();
  private boolean confirmed;

  /// @param task run once whatever is published from then on reaches the feed
  void await(Runnable task) {
    if (confirmed) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  boolean isAwaited() {
    return !waiting.isEmpty();
  }

  /// @return whether it stood before: then it was away meanwhile
  boolean confirm() {
    boolean again = confirmed;
    confirmed = true;
    List<Runnable> tasks = waiting;
    waiting = List.of();
    tasks.forEach(Runnable::run);
    return again;
  }
}
