package chat.parley.push.socket;

import chat.parley.push.feed.Frame;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;

/// What waits to be written to one socket: a little in Netty's buffer, the rest here, where it
/// can still be thrown away. Only the socket's event loop touches it.
///
/// Invariant: never more than `limit` bytes wait here, held back or not, whatever the socket
/// does.
final class Outbound {
  private final Channel channel;
  private final Wire wire;
  private final int limit;

  /// Of all sockets together; touched only where something has to wait.
  private final LongAdder total;

  private final ArrayDeque<Frame> waiting = new ArrayDeque<>(0);
  private final ArrayDeque<Frame> heldBack = new ArrayDeque<>(0);
  private int bytes;

  Outbound(Channel channel, Wire wire, int limit, LongAdder total) {
    this.channel = channel;
    this.wire = wire;
    this.limit = limit;
    this.total = total;
  }

  /// Writes, to be flushed soon, or keeps for later.
  ///
  /// @return false when too much waits already; the frame is not kept then
  boolean write(Frame frame) {
    if (isFree()) {
      channel.write(wire.encode(frame), channel.voidPromise());
      if (!channel.isWritable()) {
        // Perhaps only because the flush is still to come.
        channel.flush();
      }
      return true;
    }
    return keep(frame, waiting);
  }

  /// Whether a frame would be written at once, without waiting here.
  boolean isFree() {
    return waiting.isEmpty() && channel.isWritable();
  }

  /// Keeps a frame until [#letGo].
  ///
  /// @return false when too much waits already; the frame is not kept then
  boolean holdBack(Frame frame) {
    return keep(frame, heldBack);
  }

  private boolean keep(Frame frame, ArrayDeque<Frame> queue) {
    if (bytes + frame.size() > limit) {
      return false;
    }
    queue.add(frame);
    bytes += frame.size();
    total.add(frame.size());
    return true;
  }

  /// What was held back follows what waits.
  void letGo() {
    waiting.addAll(heldBack);
    heldBack.clear();
    drain();
  }

  /// The channel takes bytes again.
  void drain() {
    boolean any = false;
    while (!waiting.isEmpty() && channel.isWritable()) {
      Frame frame = waiting.remove();
      bytes -= frame.size();
      total.add(-frame.size());
      channel.write(wire.encode(frame), channel.voidPromise());
      any = true;
    }
    if (any) {
      channel.flush();
    }
  }

  /// How many bytes wait here, held back ones included.
  int waitingBytes() {
    return bytes;
  }

  void discard() {
    waiting.clear();
    heldBack.clear();
    total.add(-bytes);
    bytes = 0;
  }
}
