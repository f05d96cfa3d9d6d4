package chat.parley.api.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Makes GIFs that the JDK doesn't.
final class Gif {
  /// Behind the screen, as the JDK writes it: with eight colours.
  private static final int SCREEN = 13;

  private Gif() {}

  static byte[] of(BufferedImage... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (BufferedImage each : frames) {
        writer.writeToSequence(new IIOImage(each, null, null), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// With blocks before the first frame.
  static byte[] with(byte[] gif, byte[]... blocks) {
    int palette = (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
    return Pictures.insert(gif, SCREEN + palette, blocks);
  }

  static byte[] extension(int label, byte[]... blocks) {
    byte[] extension = {0x21, (byte) label};
    for (byte[] each : blocks) {
      extension = Pictures.join(extension, new byte[] {(byte) each.length}, each);
    }
    return Pictures.join(extension, new byte[1]);
  }

  /// With another screen.
  static byte[] sized(byte[] gif, int width, int height) {
    byte[] other = Arrays.copyOf(gif, gif.length);
    ByteBuffer.wrap(other)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) width)
        .putShort(8, (short) height);
    return other;
  }
}
