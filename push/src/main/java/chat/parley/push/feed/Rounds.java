package chat.parley.push.feed;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What an event loop hands to its sockets, in rounds: a slice of what waits is written, and then
/// each socket that got something is flushed once. Only that loop touches it.
///
/// A flush is a system call for each socket, the dearest part of a delivery, and costs about as
/// much for ten events as for one. While the loop has little to do, a round follows at once; else
/// [Pace] says when.
///
/// Invariants:
/// - What is handed over here is handed out in that order.
/// - A round writes no more than a socket takes that reads. A loop that fell behind catches up
///   slice by slice, and no client is found too slow because the node was.
/// - No more than [#MOST_WAITING] bytes wait: a loop that is further behind hands out all it has,
///   and who can't take it is cut off and resumes.
final class Rounds {
  /// Less than what Netty takes for a socket before it calls it not writable, 64 KiB.
  static final int SLICE = 48 * 1024;

  static final int MOST_WAITING = 4 * 1024 * 1024;

  private final EventLoop loop;
  private final Pace pace = new Pace();
  private final ArrayDeque<Handing> waiting = new ArrayDeque<>();
  private final Set<Receiver> written = new LinkedHashSet<>();
  private int waitingBytes;
  private boolean due;

  /// @param bytes how much a socket gets by it at most
  private record Handing(int bytes, Runnable task) {}

  Rounds(EventLoop loop) {
    this.loop = loop;
  }

  /// Hands out with the next round that has room.
  void add(int bytes, Runnable task) {
    waiting.add(new Handing(bytes, task));
    waitingBytes += bytes;
    begin();
  }

  /// Flushes with the next round what is written already.
  void flush(Receiver receiver) {
    written.add(receiver);
    begin();
  }

  /// Whether there is a round to come.
  boolean isDue() {
    return due;
  }

  private void begin() {
    if (due) {
      return;
    }
    due = true;
    long wait = pace.waitAt(System.nanoTime());
    if (wait == 0) {
      // Behind the tasks that wait already: what they bring goes with it.
      loop.execute(this::round);
    } else {
      loop.schedule(this::round, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void round() {
    long began = System.nanoTime();
    handOut();
    List<Receiver> receivers = new ArrayList<>(written);
    written.clear();
    receivers.forEach(Receiver::flush);
    pace.ended(began, System.nanoTime());
    due = false;
    if (!waiting.isEmpty() || !written.isEmpty()) {
      begin();
    }
  }

  private void handOut() {
    int room = SLICE;
    while (!waiting.isEmpty()
        && (waiting.element().bytes() <= room || room == SLICE || waitingBytes > MOST_WAITING)) {
      Handing next = waiting.remove();
      waitingBytes -= next.bytes();
      room -= next.bytes();
      next.task().run();
    }
  }
}
