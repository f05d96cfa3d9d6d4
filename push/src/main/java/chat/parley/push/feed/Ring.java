package chat.parley.push.feed;

import java.util.ArrayDeque;
import java.util.List;

/// The last events of a feed, without holes, bounded in number and in bytes, and by what all rings
/// of the loop may keep. Of one thread.
final class Ring {
  private final int maximumFrames;
  private final long maximumBytes;
  private final RingMemory memory;
  private final ArrayDeque<Sequencer.Item<Event>> recent = new ArrayDeque<>(0);
  private long bytes;

  /// How many are no longer here that the memory has yet to ask for.
  private int forgotten;

  Ring(int maximumFrames, long maximumBytes, RingMemory memory) {
    this.maximumFrames = maximumFrames;
    this.maximumBytes = maximumBytes;
    this.memory = memory;
  }

  void add(Sequencer.Item<Event> item) {
    recent.addLast(item);
    bytes += item.thing().size();
    while (recent.size() > maximumFrames || (bytes > maximumBytes && recent.size() > 1)) {
      removeOldest();
      forgotten++;
    }
    memory.added(this, item.thing().size());
  }

  /// Of those that were added and not yet asked for here, the oldest.
  void forgetOldest() {
    if (forgotten > 0) {
      forgotten--;
    } else {
      removeOldest();
    }
  }

  private void removeOldest() {
    bytes -= recent.removeFirst().thing().size();
  }

  /// Whether everything after `position` is still here.
  boolean reachesBackTo(long position) {
    return !recent.isEmpty() && recent.getFirst().seq() <= position + 1;
  }

  /// Everything after `position`, ascending.
  List<Sequencer.Item<Event>> after(long position) {
    return recent.stream().filter(item -> item.seq() > position).toList();
  }
}
