package chat.parley.api.image;

import java.awt.Rectangle;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// WebP (RFC 9649): chunks in a RIFF file, and frames with chunks in them. Their lengths come
/// before them, so the file is gone over twice: what is kept is measured, then copied.
final class WebpFile extends Container implements Closeable {
  private static final int EXIF_OR_XMP = 0x0C;
  private static final int PROFILE = 0x20;
  private static final int ANIMATION = 0x02;
  private static final int FLAGS = 0x3E;
  private static final int FRAME = 16;
  private static final int LONGEST_PROFILE = 8 * 1024 * 1024;

  private static final Set<String> PICTURE = Set.of("VP8 ", "VP8L");
  private static final Set<String> STILL = Set.of("VP8X", "ICCP", "ALPH", "VP8 ", "VP8L");
  private static final Set<String> ANIMATED = Set.of("VP8X", "ICCP", "ANIM", "ANMF");
  private static final Set<String> FRAMED = Set.of("ALPH", "VP8 ", "VP8L");

  private final Riff riff;
  private final OutputStream out;
  private final Bounds bounds;

  private Set<String> kept = PICTURE;
  private boolean animated;
  private int flags;
  private int width;
  private int height;
  private int frames;
  private boolean heavy;
  private @Nullable WebpFrame first;
  private @Nullable Orientation orientation;

  WebpFile(Path file, OutputStream out, Bounds bounds) throws IOException {
    this.riff = new Riff(FileChannel.open(file));
    this.out = out;
    this.bounds = bounds;
  }

  @Override
  Layout copy() throws IOException {
    long end = riff.end("WEBP");
    Riff.Chunk head = riff.chunk(Riff.HEADER, end);
    switch (head.type()) {
      case "VP8 ", "VP8L" -> end = head.start() + head.length(); // There is nothing but that.
      case "VP8X" -> canvas(head);
      default -> throw new BrokenImageException("no picture in it");
    }
    long length = measure(end);
    if (first == null) {
      throw new BrokenImageException("no picture in it");
    }
    riff.writeHeader(out, "WEBP", length);
    write(Riff.HEADER, end, kept);
    return new Layout(
        width,
        height,
        first.place(),
        Math.max(1, frames),
        orientation == null ? Orientation.UPRIGHT : orientation,
        first.lossyFrom(),
        heavy,
        true);
  }

  private void canvas(Riff.Chunk head) throws IOException {
    if (head.length() != 10) {
      throw new BrokenImageException("a broken header");
    }
    ByteBuffer content = riff.read(head.start(), 10);
    flags = content.get(0) & FLAGS & ~EXIF_OR_XMP & ~PROFILE;
    animated = (flags & ANIMATION) != 0;
    kept = animated ? ANIMATED : STILL;
    width = 1 + Riff.u24(content, 4);
    height = 1 + Riff.u24(content, 7);
    bounds.checkSize(width, height);
  }

  /// Looks at all chunks.
  ///
  /// @return how long those are together that are kept
  private long measure(long end) throws IOException {
    long length = 0;
    for (long at = Riff.HEADER; at < end; ) {
      Riff.Chunk chunk = riff.chunk(at, end);
      look(chunk);
      if (kept.contains(chunk.type())) {
        length += 8 + Riff.padded(lengthOf(chunk));
      }
      at = chunk.end();
    }
    return length;
  }

  private void look(Riff.Chunk chunk) throws IOException {
    switch (chunk.type()) {
      case "VP8 ", "VP8L" -> picture(chunk);
      case "ANMF" -> frame(chunk);
      case "EXIF" -> exif(chunk);
      case "ICCP" -> profile(chunk);
      case "ALPH" -> heavy = true;
      case "VP8X" -> once(chunk.start() == Riff.HEADER + 8);
      default -> {}
    }
  }

  private static void once(boolean isIt) throws BrokenImageException {
    if (!isIt) {
      throw new BrokenImageException("there is one of it more than there should be");
    }
  }

  private void picture(Riff.Chunk chunk) throws IOException {
    if (animated) {
      return;
    }
    once(first == null);
    first = WebpFrame.still(riff, chunk);
    Rectangle size = first.place();
    bounds.checkSize(size.width, size.height);
    if (width != 0 && (size.width != width || size.height != height)) {
      throw new BrokenImageException("another size than it says");
    }
    width = size.width;
    height = size.height;
  }

  private void frame(Riff.Chunk chunk) throws IOException {
    if (animated) {
      WebpFrame frame = WebpFrame.moving(riff, chunk, width, height);
      bounds.checkFrames(++frames, width, height);
      first = first == null ? frame : first;
    }
  }

  private void exif(Riff.Chunk chunk) throws IOException {
    if (orientation == null) {
      ByteBuffer exif = riff.read(chunk.start(), Math.min(chunk.length(), Exif.LONGEST));
      // Some write what a JPEG has before it.
      boolean isOfJpeg = exif.remaining() > 6 && exif.getInt(0) == 0x66697845; // "Exif"
      orientation = Exif.orientation(exif.position(isOfJpeg ? 6 : 0));
    }
  }

  private void profile(Riff.Chunk chunk) throws IOException {
    once((flags & PROFILE) == 0);
    if (chunk.length() > LONGEST_PROFILE) {
      throw new BrokenImageException("a profile that is none");
    }
    flags |= PROFILE;
  }

  private long lengthOf(Riff.Chunk chunk) throws IOException {
    if (!chunk.type().equals("ANMF")) {
      return chunk.length();
    }
    long length = FRAME;
    for (long at = chunk.start() + FRAME; at < chunk.start() + chunk.length(); ) {
      Riff.Chunk part = riff.chunk(at, chunk.start() + chunk.length());
      length += FRAMED.contains(part.type()) ? 8 + Riff.padded(part.length()) : 0;
      at = part.end();
    }
    return length;
  }

  private void write(long from, long end, Set<String> wanted) throws IOException {
    for (long at = from; at < end; ) {
      Riff.Chunk chunk = riff.chunk(at, end);
      if (wanted.contains(chunk.type())) {
        riff.writeHead(out, chunk.type(), lengthOf(chunk));
        content(chunk);
      }
      at = chunk.end();
    }
  }

  private void content(Riff.Chunk chunk) throws IOException {
    switch (chunk.type()) {
      case "VP8X" -> {
        out.write(new byte[] {(byte) flags, 0, 0, 0});
        riff.copy(chunk.start() + 4, 6, out);
      }
      case "ANMF" -> {
        riff.copy(chunk.start(), FRAME, out);
        write(chunk.start() + FRAME, chunk.start() + chunk.length(), FRAMED);
      }
      default -> riff.copyPadded(chunk, out);
    }
  }

  @Override
  public void close() throws IOException {
    riff.close();
  }
}
