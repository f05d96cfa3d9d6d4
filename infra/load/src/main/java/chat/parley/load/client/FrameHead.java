package chat.parley.load.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What stands before the content of an unmasked WebSocket frame (RFC 6455 §5.2).
record FrameHead(int opcode, int length) {

  /// @return `null` when the frame is not whole; then the buffer is where it was
  static @Nullable FrameHead of(ByteBuffer buffer) {
    int start = buffer.position();
    FrameHead head = buffer.remaining() < 2 ? null : read(buffer);
    if (head == null || buffer.remaining() < head.length) {
      buffer.position(start);
      return null;
    }
    return head;
  }

  private static @Nullable FrameHead read(ByteBuffer buffer) {
    int opcode = buffer.get() & 0xF;
    int length = buffer.get() & 0x7F;
    if (length < 126) {
      return new FrameHead(opcode, length);
    }
    int more = length == 126 ? Short.BYTES : Long.BYTES;
    if (buffer.remaining() < more) {
      return null;
    }
    return new FrameHead(
        opcode, length == 126 ? buffer.getShort() & 0xFFFF : Math.toIntExact(buffer.getLong()));
  }
}
