package chat.parley.push.feed;

import java.util.ArrayDeque;
import java.util.Queue;

/// What all rings of one loop may keep together: the last of everything that came, whatever it is
/// about. So a node that follows many lively conversations has no more in its rings than one that
/// follows few. Of one thread.
///
/// Invariant: what the rings keep is no more than what is counted here. An event that its ring has
/// let go of before its turn stays counted until then, so one lively ring can't keep many entries.
final class RingMemory {
  /// What an event takes beside its bytes: its objects, and its entry here.
  static final int OVERHEAD = 256;

  private final long maximumBytes;
  private final Queue<Entry> entries = new ArrayDeque<>();
  private long bytes;

  private record Entry(Ring ring, int bytes) {}

  RingMemory(long maximumBytes) {
    this.maximumBytes = maximumBytes;
  }

  /// @param size of the event that the ring has just added
  void added(Ring ring, int size) {
    entries.add(new Entry(ring, size + OVERHEAD));
    bytes += size + OVERHEAD;
    while (bytes > maximumBytes) {
      Entry oldest = entries.remove();
      bytes -= oldest.bytes;
      oldest.ring.forgetOldest();
    }
  }
}
