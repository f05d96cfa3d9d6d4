package chat.parley.api;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Images for tests, and what to look at in those that come back.
final class Images {
  /// One pixel.
  static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private Images() {}

  /// Red above, blue below; the sides that a square leaves out are green.
  static byte[] wide(String format) throws IOException {
    BufferedImage image = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GREEN);
    graphics.fillRect(0, 0, 900, 300);
    graphics.setColor(Color.RED);
    graphics.fillRect(300, 0, 300, 150);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(300, 150, 300, 150);
    graphics.dispose();
    return encode(image, format);
  }

  /// Half of it is not there.
  static byte[] transparent() throws IOException {
    BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < 50; x++) {
      for (int y = 0; y < 100; y++) {
        image.setRGB(x, y, 0xFFFF0000);
      }
    }
    return encode(image, "png");
  }

  static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IllegalArgumentException(format);
    }
    return bytes.toByteArray();
  }

  /// With an Exif segment that says how the camera was held, and something private.
  static byte[] held(byte[] image, String format, int orientation) throws IOException {
    byte[] exif = exif(orientation);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(whole);
    boolean isPng = format.equals("png");
    int before = isPng ? 8 + 4 + 4 + 13 + 4 : 2; // signature and IHDR, or the beginning
    out.write(image, 0, before);
    if (isPng) {
      chunk(out, "eXIf", exif);
    } else {
      out.writeShort(0xFFE1);
      out.writeShort(exif.length + 8);
      out.writeBytes("Exif\0\0");
      out.write(exif);
    }
    out.write(image, before, image.length - before);
    return whole.toByteArray();
  }

  private static byte[] exif(int orientation) throws IOException {
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(exif);
    byte[] secret = "GPS 52.5 13.4 here I live\0".getBytes(StandardCharsets.US_ASCII);
    out.writeBytes("MM");
    out.writeShort(42);
    out.writeInt(8); // the first directory
    out.writeShort(2);
    out.writeShort(0x010E); // description
    out.writeShort(2);
    out.writeInt(secret.length);
    out.writeInt(8 + 2 + 24 + 4);
    out.writeShort(0x0112); // orientation
    out.writeShort(3);
    out.writeInt(1);
    out.writeShort(orientation);
    out.writeShort(0);
    out.writeInt(0);
    out.write(secret);
    return exif.toByteArray();
  }

  private static void chunk(DataOutputStream png, String type, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(StandardCharsets.US_ASCII));
    sum.update(content);
    png.writeInt(content.length);
    png.writeBytes(type);
    png.write(content);
    png.writeInt((int) sum.getValue());
  }

  /// A PNG of a few bytes that says it is so large.
  static byte[] bomb(int side) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(side);
    out.writeInt(side);
    out.write(new byte[] {8, 6, 0, 0, 0});
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    out = new DataOutputStream(whole);
    out.writeLong(0x89504E470D0A1A0AL);
    chunk(out, "IHDR", header.toByteArray());
    return whole.toByteArray();
  }

  static BufferedImage decode(byte[] bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  /// The strongest colour at a point, as a letter.
  static char colour(BufferedImage image, int x, int y) {
    Color colour = new Color(image.getRGB(x, y));
    if (colour.getRed() > 200 && colour.getBlue() < 60 && colour.getGreen() < 60) {
      return 'r';
    }
    return colour.getBlue() > 200 && colour.getRed() < 60 && colour.getGreen() < 60 ? 'b' : '?';
  }
}
