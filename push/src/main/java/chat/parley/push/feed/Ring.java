package chat.parley.push.feed;

import java.util.ArrayDeque;
import java.util.List;

/// The last events of a feed, without holes, bounded in number and in bytes. Of one thread.
final class Ring {
  private final int maximumFrames;
  private final long maximumBytes;
  private final ArrayDeque<Sequencer.Item<Event>> recent = new ArrayDeque<>();
  private long bytes;

  Ring(int maximumFrames, long maximumBytes) {
    this.maximumFrames = maximumFrames;
    this.maximumBytes = maximumBytes;
  }

  void add(Sequencer.Item<Event> item) {
    recent.addLast(item);
    bytes += item.thing().size();
    while (recent.size() > maximumFrames || (bytes > maximumBytes && recent.size() > 1)) {
      bytes -= recent.removeFirst().thing().size();
    }
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
