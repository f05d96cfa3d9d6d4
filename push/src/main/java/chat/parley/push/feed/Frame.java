package chat.parley.push.feed;

import chat.parley.push.compression.Deflate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One WebSocket text frame, or several behind each other, encoded once and written to any number
/// of sockets: what a server sends is not masked, so the bytes are the same for all (RFC 6455,
/// section 5.1).
///
/// Who holds a frame need not count references. Safe for any thread.
public final class Frame {
  /// As many sockets, and it pays to keep the bytes outside the heap ([#shared]).
  static final int MANY = 8;

  private static final int FIN_AND_TEXT = 0x81;

  /// Of a compressed text (RFC 7692, section 6).
  private static final int RSV1 = 0x40;

  /// Shorter texts gain less than compressing costs.
  private static final int WORTH_DEFLATING = 256;

  private final ByteBuf bytes;
  private final int head;
  private final List<Frame> joined;

  /// Of what it is a copy.
  private final @Nullable Frame original;

  /// Made when it is first asked for.
  private volatile @Nullable Frame deflated;

  private Frame(ByteBuffer encoded, int head, List<Frame> joined, @Nullable Frame original) {
    this.bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(encoded));
    this.head = head;
    this.joined = joined;
    this.original = original;
  }

  /// @param json UTF-8; read from its position to its limit, which stay as they are
  public static Frame text(ByteBuffer json) {
    return of(FIN_AND_TEXT, json);
  }

  private static Frame of(int first, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer encoded = ByteBuffer.allocate(headLength(length) + length);
    encoded.put((byte) first);
    if (length <= 125) {
      encoded.put((byte) length);
    } else if (length <= 0xFFFF) {
      encoded.put((byte) 126).putShort((short) length);
    } else {
      encoded.put((byte) 127).putLong(length);
    }
    encoded.put(payload.duplicate()).flip();
    return new Frame(encoded, headLength(length), List.of(), null);
  }

  /// All of them in one piece, in this order: one view and one write for each socket, however
  /// many they are.
  public static Frame joined(List<Frame> frames) {
    ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(Frame::size).sum());
    frames.forEach(frame -> all.put(frame.bytes.nioBuffer()));
    return new Frame(all.flip(), 0, List.copyOf(frames), null);
  }

  /// The same for many sockets: outside the heap, from where a write takes bytes without a copy.
  /// For a few the copy is cheaper than memory that the garbage collector has to free.
  Frame shared() {
    if (bytes.isDirect()) {
      return this;
    }
    ByteBuffer outside = ByteBuffer.allocateDirect(bytes.readableBytes());
    return new Frame(outside.put(bytes.nioBuffer()).flip(), head, joined, this);
  }

  /// The same for clients that agreed on compression: each text that gets shorter by it compressed,
  /// once for all of them. What they are sent; it has no [#json].
  public Frame deflated() {
    Frame known = deflated;
    if (known == null) {
      // Who comes at the same time does it twice and gets the same.
      known = original == null ? deflate() : copy(original);
      deflated = known;
    }
    return known;
  }

  private Frame copy(Frame original) {
    Frame shorter = original.deflated();
    return shorter == original ? this : shorter.shared();
  }

  private Frame deflate() {
    if (!joined.isEmpty()) {
      return joined(joined.stream().map(Frame::deflated).toList());
    }
    ByteBuf text = json();
    return text.readableBytes() < WORTH_DEFLATING
        ? this
        : Deflate.deflated(text.nioBuffer())
            .map(shorter -> of(FIN_AND_TEXT | RSV1, shorter))
            .orElse(this);
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
