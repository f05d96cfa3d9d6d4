package chat.parley.system.chaos;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// All that was asked of the api. Any thread.
final class Ledger {
  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

  void add(Write write) {
    writes.add(write);
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }

  long acknowledged() {
    return writes.stream().filter(write -> write.outcome() == Write.Outcome.ACKNOWLEDGED).count();
  }
}
