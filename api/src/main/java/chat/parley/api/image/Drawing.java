package chat.parley.api.image;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// What is done with decoded pictures.
final class Drawing {
  static final String JPEG = "image/jpeg";
  static final String PNG = "image/png";

  private Drawing() {}

  /// In a form that all else here can deal with, in sRGB.
  static BufferedImage simple(BufferedImage image) {
    return placed(image, image.getWidth(), image.getHeight(), new Point());
  }

  /// On nothing, which is seen where there is more of it than of the picture.
  static BufferedImage placed(BufferedImage image, int width, int height, Point where) {
    boolean covers = image.getWidth() == width && image.getHeight() == height;
    BufferedImage drawn =
        new BufferedImage(
            width,
            height,
            image.getColorModel().hasAlpha() || !covers
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    try {
      graphics.drawImage(image, where.x, where.y, null);
      return drawn;
    } finally {
      graphics.dispose();
    }
  }

  /// In sRGB, of numbers that were meant otherwise.
  ///
  /// @param simple as [#simple] makes them; what a profile says that can't be applied is ignored
  static BufferedImage meant(BufferedImage simple, ICC_Profile profile) {
    int alpha = simple.getColorModel().hasAlpha() ? 0xFF000000 : 0;
    try {
      if (profile.getNumComponents() != 3) {
        return simple;
      }
      ColorModel colours =
          new DirectColorModel(
              new ICC_ColorSpace(profile),
              32,
              0xFF0000,
              0xFF00,
              0xFF,
              alpha,
              false,
              DataBuffer.TYPE_INT);
      BufferedImage named = new BufferedImage(colours, simple.getRaster(), false, null);
      BufferedImage converted =
          new BufferedImage(simple.getWidth(), simple.getHeight(), simple.getType());
      // At once: drawing it would ask the profile for pixel after pixel.
      return new ColorConvertOp(null).filter(named, converted);
    } catch (RuntimeException e) {
      return simple;
    }
  }

  static BufferedImage scaled(BufferedImage image, int width, int height) {
    return image.getWidth() == width && image.getHeight() == height
        ? image
        : new ResampleOp(width, height, ResampleOp.FILTER_LANCZOS).filter(image, null);
  }

  static boolean isTransparent(BufferedImage image) {
    if (!image.getColorModel().hasAlpha()) {
      return false;
    }
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int each : row) {
        if (each >>> 24 != 0xFF) {
          return true;
        }
      }
    }
    return false;
  }

  /// What a picture that is made here is encoded as.
  static String type(BufferedImage image) {
    return isTransparent(image) ? PNG : JPEG;
  }

  /// @param image a small one
  /// @param quality of a JPEG, up to 1
  static Encoded encode(BufferedImage image, String type, float quality) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      write(new TurnedImage(image, Orientation.UPRIGHT, type.equals(JPEG)), type, quality, out);
    }
    return new Encoded(type, bytes.toByteArray());
  }

  static void write(RenderedImage image, String type, float quality, ImageOutputStream out)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(type).next();
    try {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (type.equals(JPEG)) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
  }
}
