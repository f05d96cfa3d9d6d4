package chat.parley.api.image;

import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Makes JPEGs that the JDK doesn't.
final class Jpeg {
  private Jpeg() {}

  static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .putShort((short) (0xFF00 | marker))
        .putShort((short) (content.length + 2))
        .put(content)
        .array();
  }

  /// With segments behind the first one.
  static byte[] with(byte[] jpeg, byte[]... segments) {
    return Pictures.insert(jpeg, 20, segments);
  }

  static byte[] held(int orientation) {
    return with(
        Pictures.of("image/jpeg"),
        segment(0xE1, Pictures.join(Pictures.ascii("Exif\0\0"), Pictures.exif(orientation))));
  }

  static byte[] profile(byte[] profile) {
    return segment(0xE2, Pictures.join(Pictures.ascii("ICC_PROFILE\0\1\1"), profile));
  }

  /// One that repeats its scan.
  static byte[] scanned(int times) {
    byte[] jpeg = Pictures.of("image/jpeg");
    int scan = Pictures.indexOf(jpeg, new byte[] {(byte) 0xFF, (byte) 0xDA});
    byte[] bytes = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    byte[][] scans = new byte[times - 1][];
    Arrays.fill(scans, bytes);
    return Pictures.insert(jpeg, jpeg.length - 2, scans);
  }

  /// One that says it has other sides.
  static byte[] sized(int width, int height) {
    byte[] jpeg = Pictures.of("image/jpeg");
    int frame = Pictures.indexOf(jpeg, new byte[] {(byte) 0xFF, (byte) 0xC0});
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return jpeg;
  }

  /// For four inks.
  static byte[] printed() throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, new Point());
    byte[] inks =
        segment(0xEE, Pictures.join(Pictures.ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 0}));
    return Pictures.insert(write(new IIOImage(raster, null, null), false), 2, inks);
  }

  static byte[] progressive() throws IOException {
    return write(new IIOImage(Pictures.picture(), null, null), true);
  }

  private static byte[] write(IIOImage image, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (progressive) {
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, image, how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
