package chat.parley.api.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// Pictures in which each corner has another colour, and what is done with bytes.
final class Pictures {
  private Pictures() {}

  /// Fields of 16 pixels, so each of them is one colour in a JPEG, too.
  static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE, Color.BLACK};
    for (int y = 0; y < height; y += 16) {
      for (int x = 0; x < width; x += 16) {
        graphics.setColor(colours[(x / 16 * 3 + y / 16) % colours.length]);
        graphics.fillRect(x, y, 16, 16);
      }
    }
    graphics.dispose();
    return image;
  }

  static BufferedImage picture() {
    return picture(96, 64, BufferedImage.TYPE_INT_RGB);
  }

  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static BufferedImage decode(byte[] bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  /// One of each type.
  static byte[] of(String type) {
    return switch (type) {
      case "image/jpeg" -> encode(picture(), "jpeg");
      case "image/png" -> encode(picture(), "png");
      case "image/gif" -> Gif.of(picture());
      case "image/webp" -> Webp.simple(picture());
      default -> throw new IllegalArgumentException(type);
    };
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] each : parts) {
      whole.writeBytes(each);
    }
    return whole.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] insert(byte[] whole, int at, byte[]... parts) {
    return join(Arrays.copyOf(whole, at), join(parts), Arrays.copyOfRange(whole, at, whole.length));
  }

  static int indexOf(byte[] whole, byte[] part) {
    return new String(whole, StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  /// From its byte order on, with a text, and how the camera was held.
  static byte[] exif(int orientation, ByteOrder order, String text) {
    ByteBuffer exif = ByteBuffer.allocate(38 + text.length()).order(order);
    exif.put(ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II")).putShort((short) 42).putInt(8);
    exif.putShort((short) 2);
    exif.putShort((short) 0x010E).putShort((short) 2).putInt(text.length()).putInt(38);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0).put(ascii(text));
    return exif.array();
  }

  static byte[] exif(int orientation) {
    return exif(orientation, ByteOrder.BIG_ENDIAN, "");
  }
}
