package chat.parley.push.feed;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
/// - A loop that is far behind goes in larger steps: more events for each system call, and who
///   can't take them is cut off and resumes. Not in one step: what waits here is there once, what
///   is written and not flushed once for each socket.
final class Rounds {
  /// Less than what Netty takes for a socket before it calls it not writable, 64 KiB.
  static final int SLICE = 48 * 1024;

  /// So many bytes wait here when a loop is far behind.
  static final int FAR_BEHIND = 4 * 1024 * 1024;

  static final int LARGE_SLICE = 512 * 1024;

  private final EventLoop loop;
  private final Runnable flushed;
  private final Pace pace = new Pace();
  private final ArrayDeque<Handing> waiting = new ArrayDeque<>();
  private List<Receiver> written = new ArrayList<>();
  private List<Receiver> flushing = new ArrayList<>();
  private int waitingBytes;
  private boolean due;

  /// Something that waits for its round.
  abstract static class Handing {
    private int bytes;
    private boolean isWaiting = true;

    /// @param bytes how much a socket gets by it at most
    Handing(int bytes) {
      this.bytes = bytes;
    }

    abstract void handOut();
  }

  /// @param flushed told after each round's flush
  Rounds(EventLoop loop, Runnable flushed) {
    this.loop = loop;
    this.flushed = flushed;
  }

  /// Hands out with the next round that has room.
  ///
  /// @param bytes how much a socket gets by it at most
  void add(int bytes, Runnable task) {
    add(
        new Handing(bytes) {
          @Override
          void handOut() {
            task.run();
          }
        });
  }

  /// Hands out with the next round that has room.
  void add(Handing handing) {
    waiting.add(handing);
    waitingBytes += handing.bytes;
    begin();
  }

  /// Lets more go with what waits already, if that still waits and stays within a slice.
  ///
  /// @return whether it does
  boolean extend(Handing handing, int bytes) {
    boolean fits = handing.isWaiting && handing.bytes + bytes <= SLICE;
    if (fits) {
      handing.bytes += bytes;
      waitingBytes += bytes;
    }
    return fits;
  }

  /// Flushes with the next round what is written already.
  void flush(Receiver receiver) {
    if (receiver.awaitFlush()) {
      written.add(receiver);
      begin();
    }
  }

  /// Whether there is a round to come.
  boolean isDue() {
    return due;
  }

  /// Any thread; it may be a moment old, for nobody waits for anybody to measure.
  int waitingBytes() {
    return waitingBytes;
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
    flushAll();
    pace.ended(began, System.nanoTime(), waitingBytes > SLICE);
    flushed.run();
    due = false;
    if (!waiting.isEmpty() || !written.isEmpty()) {
      begin();
    }
  }

  private void handOut() {
    int slice = waitingBytes > FAR_BEHIND ? LARGE_SLICE : SLICE;
    int room = slice;
    while (!waiting.isEmpty() && (waiting.element().bytes <= room || room == slice)) {
      Handing next = waiting.remove();
      next.isWaiting = false;
      waitingBytes -= next.bytes;
      room -= next.bytes;
      next.handOut();
    }
  }

  /// A flush may bring more to write, which is flushed with the next round.
  private void flushAll() {
    List<Receiver> receivers = written;
    written = flushing;
    flushing = receivers;
    receivers.forEach(Receiver::flush);
    receivers.clear();
  }
}
