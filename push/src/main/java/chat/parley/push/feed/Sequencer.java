package chat.parley.push.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Puts numbered things in order: in come events with their `seq` in any order, late, early or more
/// than once; out comes each of them once, ascending, without a hole. Pure and of one thread.
///
/// Invariant: what was released is exactly `start + 1 .. head()`, each once.
///
/// @param <T> what is numbered
final class Sequencer<T> {
  private final TreeMap<Long, T> held = new TreeMap<>();
  private long head;

  /// @param start the last position that is known already; the next one out is `start + 1`
  Sequencer(long start) {
    this.head = start;
  }

  /// The last position released.
  long head() {
    return head;
  }

  /// @return what can go out now, ascending: nothing for a repetition or behind a hole
  List<Item<T>> offer(long seq, T thing) {
    if (seq == head + 1 && held.isEmpty()) {
      head = seq;
      return List.of(new Item<>(seq, thing));
    }
    if (seq <= head || held.putIfAbsent(seq, thing) != null) {
      return List.of();
    }
    List<Item<T>> released = new ArrayList<>(1);
    while (!held.isEmpty() && held.firstKey() == head + 1) {
      head++;
      released.add(new Item<>(head, held.pollFirstEntry().getValue()));
    }
    return released;
  }

  /// Whether something waits for what has not come.
  boolean hasHole() {
    return !held.isEmpty();
  }

  int heldCount() {
    return held.size();
  }

  /// Something with its number.
  record Item<T>(long seq, T thing) {}
}
