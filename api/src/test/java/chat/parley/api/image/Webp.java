package chat.parley.api.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Makes WebPs, which the JDK doesn't: lossless ones (RFC 9649, §3), of which each colour is on
/// or off, so that all codes are a bit long or nothing.
final class Webp {
  private Webp() {}

  static byte[] simple(BufferedImage image) {
    return file(chunk("VP8L", pixels(image)));
  }

  /// With a header that says what else there is, and that.
  static byte[] extended(BufferedImage image, int flags, byte[]... chunks) {
    return file(
        canvas(image.getWidth(), image.getHeight(), flags),
        chunk("VP8L", pixels(image)),
        Pictures.join(chunks));
  }

  static byte[] held(BufferedImage image, int orientation) {
    int alpha = image.getColorModel().hasAlpha() ? 0x10 : 0;
    return extended(image, 8 | alpha, chunk("EXIF", Pictures.exif(orientation)));
  }

  /// @param more in each frame
  static byte[] animated(int frames, BufferedImage image, byte[]... more) {
    byte[] all = {};
    for (int i = 0; i < frames; i++) {
      all = Pictures.join(all, frame(image, more));
    }
    return file(
        canvas(image.getWidth(), image.getHeight(), 2),
        chunk("ANIM", new byte[] {0, 0, 0, 0, 3, 0}),
        all);
  }

  private static byte[] frame(BufferedImage image, byte[]... more) {
    byte[] head =
        little(16)
            .putInt(6, image.getWidth() - 1)
            .putInt(9, image.getHeight() - 1)
            .putInt(12, 100)
            .array();
    return chunk("ANMF", Pictures.join(head, Pictures.join(more), chunk("VP8L", pixels(image))));
  }

  static byte[] file(byte[]... chunks) {
    byte[] all = Pictures.join(chunks);
    byte[] head = little(12).put(Pictures.ascii("RIFF")).putInt(all.length + 4).array();
    ByteBuffer.wrap(head).put(8, Pictures.ascii("WEBP"));
    return Pictures.join(head, all);
  }

  static byte[] chunk(String type, byte[] content) {
    byte[] head = little(8).put(Pictures.ascii(type)).putInt(content.length).array();
    return Pictures.join(head, content, new byte[content.length & 1]);
  }

  static byte[] canvas(int width, int height, int flags) {
    byte[] content =
        little(10).putInt(0, flags).putInt(4, width - 1).putShort(7, (short) (height - 1)).array();
    content[9] = (byte) ((height - 1) >>> 16);
    return chunk("VP8X", content);
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A picture of 4 x 4 pixels that has 65,536 sets of tables, each as short as can be.
  static byte[] tables() {
    Bits bits = new Bits();
    bits.put(0x2F, 8);
    bits.put(3, 14);
    bits.put(3, 14);
    bits.put(0, 1 + 3 + 1 + 1);
    bits.put(1, 1); // sets of tables by place, of 4 x 4 pixels
    bits.put(0, 3);
    bits.put(0, 1);
    for (int i = 0; i < 2; i++) {
      bits.put(0b101, 3); // the number of the set, green and red, is all ones
      bits.put(255, 8);
    }
    bits.put(0b0001_0001_0001, 12);
    for (int i = 0; i < 65_536 * 5; i++) {
      bits.put(0b0001, 4);
    }
    bits.put(0, 64);
    return bits.bytes();
  }

  static byte[] pixels(BufferedImage image) {
    Bits bits = new Bits();
    bits.put(0x2F, 8);
    bits.put(image.getWidth() - 1, 14);
    bits.put(image.getHeight() - 1, 14);
    boolean transparent = image.getColorModel().hasAlpha();
    bits.put(transparent ? 1 : 0, 1);
    bits.put(0, 3 + 1 + 1 + 1); // version, no transform, no cache, one set of codes
    for (int i = 0; i < 3; i++) {
      bits.put(0b111, 3); // simple, of two symbols, of eight bits
      bits.put(0, 8);
      bits.put(255, 8);
    }
    bits.put(transparent ? 0b111 : 0b101, 3);
    bits.put(transparent ? 0 : 255, 8);
    bits.put(255, transparent ? 8 : 0);
    bits.put(0b0001, 4);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int colour = image.getRGB(x, y);
        bits.put(colour >>> 15 & 1, 1);
        bits.put(colour >>> 23 & 1, 1);
        bits.put(colour >>> 7 & 1, 1);
        bits.put(colour >>> 31, transparent ? 1 : 0);
      }
    }
    return bits.bytes();
  }

  /// The lowest bit comes first.
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int last;
    private int count;

    void put(int value, int length) {
      for (int i = 0; i < length; i++) {
        last |= (value >>> i & 1) << count;
        count++;
        if (count == 8) {
          bytes.write(last);
          last = 0;
          count = 0;
        }
      }
    }

    byte[] bytes() {
      put(0, 7);
      return bytes.toByteArray();
    }
  }
}
