package chat.parley.api.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What the parts of a WebP say of their size (RFC 6386, §9.1; RFC 9649, §2.7.1.1 and §3.4),
/// which has to be the same everywhere: no two readers believe the same one.
///
/// @param place of it in the whole
/// @param lossyFrom see [Layout]
record WebpFrame(Rectangle place, long lossyFrom) {
  private static final int FRAME = 16;

  /// The only one of a picture.
  ///
  /// @param chunk `VP8 ` or `VP8L`
  static WebpFrame still(Riff riff, Riff.Chunk chunk) throws IOException {
    return new WebpFrame(size(riff, chunk), lossyFrom(chunk));
  }

  private static long lossyFrom(Riff.Chunk chunk) {
    return chunk.type().equals("VP8 ") ? chunk.start() : Long.MAX_VALUE;
  }

  private static Rectangle size(Riff riff, Riff.Chunk chunk) throws IOException {
    boolean isLossless = chunk.type().equals("VP8L");
    if (chunk.length() < (isLossless ? 5 : 10)) {
      throw new BrokenImageException("nothing in it");
    }
    ByteBuffer head = riff.read(chunk.start(), isLossless ? 5 : 10);
    if (isLossless) {
      int bits = head.getInt(1);
      requires(head.get(0) == 0x2F && bits >>> 29 == 0);
      return new Rectangle(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
    }
    requires((head.get(0) & 1) == 0 && Riff.u24(head, 3) == 0x2A019D);
    return new Rectangle(head.getShort(6) & 0x3FFF, head.getShort(8) & 0x3FFF);
  }

  private static void requires(boolean good) throws BrokenImageException {
    if (!good) {
      throw new BrokenImageException("no frame");
    }
  }

  /// One of an animation.
  ///
  /// @param chunk `ANMF`
  static WebpFrame moving(Riff riff, Riff.Chunk chunk, int width, int height) throws IOException {
    requires(chunk.length() >= FRAME);
    ByteBuffer head = riff.read(chunk.start(), FRAME);
    Rectangle frame =
        new Rectangle(
            2 * Riff.u24(head, 0),
            2 * Riff.u24(head, 3),
            1 + Riff.u24(head, 6),
            1 + Riff.u24(head, 9));
    requires(new Rectangle(width, height).contains(frame));
    WebpFrame found = null;
    long end = chunk.start() + chunk.length();
    for (long at = chunk.start() + FRAME; at < end; ) {
      Riff.Chunk part = riff.chunk(at, end);
      if (part.type().startsWith("VP8")) {
        requires(!part.type().equals("VP8X") && found == null);
        requires(size(riff, part).getSize().equals(frame.getSize()));
        found = new WebpFrame(frame, lossyFrom(part));
      }
      at = part.end();
    }
    if (found == null) {
      throw new BrokenImageException("a frame of nothing");
    }
    return found;
  }
}
