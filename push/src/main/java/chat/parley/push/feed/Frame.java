package chat.parley.push.feed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;

/// One WebSocket text frame, or several behind each other, encoded once and written to any number
/// of sockets: what a server sends is not masked, so the bytes are the same for all (RFC 6455,
/// section 5.1).
///
/// Who holds a frame need not count references. Safe for any thread.
public final class Frame {
  /// As many sockets, and it pays to keep the bytes outside the heap ([#shared]).
  static final int MANY = 8;

  private static final int FIN_AND_TEXT = 0x81;

  private final ByteBuf bytes;
  private final int head;
  private final List<Frame> joined;

  private Frame(ByteBuffer encoded, int head, List<Frame> joined) {
    this.bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(encoded));
    this.head = head;
    this.joined = joined;
  }

  /// @param json UTF-8; read from its position to its limit, which stay as they are
  public static Frame text(ByteBuffer json) {
    int length = json.remaining();
    ByteBuffer encoded = ByteBuffer.allocate(headLength(length) + length);
    encoded.put((byte) FIN_AND_TEXT);
    if (length <= 125) {
      encoded.put((byte) length);
    } else if (length <= 0xFFFF) {
      encoded.put((byte) 126).putShort((short) length);
    } else {
      encoded.put((byte) 127).putLong(length);
    }
    encoded.put(json.duplicate()).flip();
    return new Frame(encoded, headLength(length), List.of());
  }

  /// All of them in one piece, in this order: one view and one write for each socket, however
  /// many they are.
  public static Frame joined(List<Frame> frames) {
    ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(Frame::size).sum());
    frames.forEach(frame -> all.put(frame.bytes.nioBuffer()));
    return new Frame(all.flip(), 0, List.copyOf(frames));
  }

  /// The same for many sockets: outside the heap, from where a write takes bytes without a copy.
  /// For a few the copy is cheaper than memory that the garbage collector has to free.
  Frame shared() {
    if (bytes.isDirect()) {
      return this;
    }
    ByteBuffer outside = ByteBuffer.allocateDirect(bytes.readableBytes());
    return new Frame(outside.put(bytes.nioBuffer()).flip(), head, joined);
  }

  /// For an audience of this size.
  Frame forAudience(int sockets) {
    return sockets < MANY ? this : shared();
  }

  /// The single frames of which this one consists.
  public List<Frame> parts() {
    return joined.isEmpty() ? List.of(this) : joined;
  }

  private static int headLength(int length) {
    return length <= 125 ? 2 : length <= 0xFFFF ? 4 : 10;
  }

  /// A view with positions of its own, to be written to one socket.
  public ByteBuf view() {
    return bytes.duplicate();
  }

  /// The text alone of a single frame, without the head of a WebSocket frame; a view as well.
  public ByteBuf json() {
    if (!joined.isEmpty()) {
      throw new IllegalStateException("several texts: take the parts");
    }
    return bytes.slice(head, bytes.readableBytes() - head);
  }

  /// How many bytes it takes on the wire.
  public int size() {
    return bytes.readableBytes();
  }
}
