package chat.parley.system.figures;

import chat.parley.infra.dev.RunningNode;
import chat.parley.load.meter.NodeMeters;
import java.util.concurrent.locks.LockSupport;

/// The most memory that a node was ever seen to have, looked at ten times a second.
final class HeapPeak implements AutoCloseable {
  private final RunningNode node;
  private final Thread looking;
  private volatile double heap;
  private volatile double resident;
  private volatile boolean stopped;

  private HeapPeak(RunningNode node) {
    this.node = node;
    this.looking = Thread.ofPlatform().start(this::look);
  }

  static HeapPeak of(RunningNode node) {
    return new HeapPeak(node);
  }

  private void look() {
    while (!stopped) {
      heap = Math.max(heap, NodeMeters.of(node).heapMegabytes());
      resident = Math.max(resident, NodeMeters.residentMegabytes(node));
      LockSupport.parkNanos(100_000_000);
    }
  }

  double heap() {
    return heap;
  }

  double resident() {
    return resident;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
