package chat.parley.api.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Makes PNGs that the JDK doesn't.
final class Png {
  /// Behind the signature and the header.
  static final int BEGIN = 8 + 4 + 4 + 13 + 4;

  private Png() {}

  static byte[] chunk(String type, byte[] content) {
    byte[] name = Pictures.ascii(type);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) sum.getValue())
        .array();
  }

  static byte[] with(byte[] png, byte[]... chunks) {
    return Pictures.insert(png, BEGIN, chunks);
  }

  static byte[] held(BufferedImage image, int orientation) {
    return with(Pictures.encode(image, "png"), chunk("eXIf", Pictures.exif(orientation)));
  }

  /// One that says it has other sides.
  static byte[] sized(int width, int height) {
    byte[] png = Pictures.of("image/png");
    byte[] header = Arrays.copyOfRange(png, 16, 29);
    ByteBuffer.wrap(header).putInt(width).putInt(height);
    return Pictures.join(
        Arrays.copyOf(png, 8), chunk("IHDR", header), Arrays.copyOfRange(png, BEGIN, png.length));
  }

  /// An animation of so many frames, each the whole of the picture.
  static byte[] animated(int frames) {
    byte[] png = Pictures.of("image/png");
    int data = Pictures.indexOf(png, Pictures.ascii("IDAT")) - 4;
    int length = ByteBuffer.wrap(png).getInt(data);
    byte[] pixels = Arrays.copyOfRange(png, data + 8, data + 8 + length);
    byte[] more = chunk("acTL", ByteBuffer.allocate(8).putInt(frames).array());
    more = Pictures.join(more, control(0), chunk("IDAT", pixels));
    for (int i = 1; i < frames; i++) {
      byte[] numbered = ByteBuffer.allocate(4 + length).putInt(2 * i).put(pixels).array();
      more = Pictures.join(more, control(2 * i - 1), chunk("fdAT", numbered));
    }
    return Pictures.join(Arrays.copyOf(png, BEGIN), more, chunk("IEND", new byte[0]));
  }

  static byte[] control(int number) {
    return chunk(
        "fcTL",
        ByteBuffer.allocate(26)
            .putInt(number)
            .putInt(96)
            .putInt(64)
            .putShort(20, (short) 1)
            .array());
  }

  /// @param length of what it unpacks to
  static byte[] deflated(long length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED))) {
      byte[] nothing = new byte[1 << 20];
      for (long done = 0; done < length; done += nothing.length) {
        out.write(nothing);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] deflated(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
