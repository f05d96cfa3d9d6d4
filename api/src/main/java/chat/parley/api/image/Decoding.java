package chat.parley.api.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads pixels out of files whose layout is known.
///
/// However many threads do it, the pixels that are held at a time are bounded: each says before
/// how many they will be, and waits until there is room.
final class Decoding {
  /// What a lossless WebP takes: four bytes for each pixel, less than one for how those next to
  /// it differ, and its tables.
  private static final long BYTES = 5;

  private static final long FOR_TABLES = 64 * 1024 * 1024;

  private final int most;
  private final Semaphore room;

  Decoding(int most) {
    this.most = most;
    this.room = new Semaphore(most, true);
  }

  /// What becomes of the pixels, for as long as there is room for them.
  @FunctionalInterface
  interface Use<T> {
    T of(BufferedImage pixels) throws IOException;
  }

  /// @param part of the first frame
  /// @param step 2 takes every second pixel in every second row, and so on
  /// @throws BrokenImageException where they can't be read
  <T> T decode(Path file, String type, Layout layout, Rectangle part, int step, Use<T> use)
      throws IOException {
    int pixels = pixels(layout, part, step);
    room.acquireUninterruptibly(pixels);
    try {
      return use.of(read(file, type, layout, part, step));
    } finally {
      room.release(pixels);
    }
  }

  private int pixels(Layout layout, Rectangle part, int step) {
    long taken = (long) part.width * part.height / ((long) step * step);
    long room = layout.buffered() ? layout.room() : taken * (layout.heavy() ? 2 : 1);
    return (int) Math.min(most, room);
  }

  /// Readers fail in many ways over what nobody foresaw in a file.
  private static BufferedImage read(Path file, String type, Layout layout, Rectangle part, int step)
      throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext()) {
      throw new IllegalArgumentException(type);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream bytes = open(file, layout, step)) {
      reader.setInput(bytes, true, true);
      ImageReadParam wanted = reader.getDefaultReadParam();
      wanted.setSourceRegion(part);
      wanted.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, wanted);
    } catch (IOException | RuntimeException e) {
      throw new BrokenImageException("can't be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageInputStream open(Path file, Layout layout, int step) throws IOException {
    ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile());
    long each = layout.heavy() && step == 1 ? BYTES + 4 : BYTES;
    return layout.lossyFrom() == 0
        ? bytes
        : new Frugal(bytes, layout.lossyFrom(), each * layout.pixels() + FOR_TABLES);
  }
}
