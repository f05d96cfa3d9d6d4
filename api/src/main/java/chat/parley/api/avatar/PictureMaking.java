package chat.parley.api.avatar;

import com.twelvemonkeys.image.ResampleOp;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/// Makes the two sizes of an avatar out of an image: the largest square in its middle, upright.
final class PictureMaking {
  /// Of the pixels that are left, each of the large picture's is made of about four.
  private static final int ENOUGH = 2 * Picture.LARGE;

  private static final float QUALITY = 0.85f;

  private final long maxPixels;

  PictureMaking(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  /// @param type as it was sniffed
  /// @throws TooManyPixelsException before anything is decoded
  /// @throws IOException when it is broken
  Picture make(Path file, String type) throws IOException, TooManyPixelsException {
    BufferedImage square = decode(file, type);
    BufferedImage large = scale(square, Picture.LARGE);
    BufferedImage upright =
        draw(large, Orientation.upright(Orientation.of(file, type), Picture.LARGE));
    Picture.Format format =
        upright.getColorModel().hasAlpha() ? Picture.Format.PNG : Picture.Format.JPEG;
    return new Picture(
        format, encode(upright, format), encode(scale(upright, Picture.SMALL), format));
  }

  private BufferedImage decode(Path file, String type) throws IOException, TooManyPixelsException {
    try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
      if (bytes == null || !readers.hasNext()) {
        throw new IOException("nothing reads " + type);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(bytes, true, true);
        return square(reader);
      } finally {
        reader.dispose();
      }
    }
  }

  /// The size that an image says it has is looked at first: a few bytes can unpack to gigabytes.
  private BufferedImage square(ImageReader reader) throws IOException, TooManyPixelsException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > maxPixels) {
      throw new TooManyPixelsException();
    }
    int side = Math.min(width, height);
    int step = Math.max(1, side / ENOUGH);
    ImageReadParam middle = reader.getDefaultReadParam();
    middle.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
    middle.setSourceSubsampling(step, step, 0, 0);
    return draw(reader.read(0, middle), new AffineTransform());
  }

  /// In a form that all that follows can deal with.
  private static BufferedImage draw(BufferedImage image, AffineTransform transform) {
    BufferedImage drawn =
        new BufferedImage(
            image.getWidth(),
            image.getHeight(),
            image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    try {
      graphics.drawImage(image, transform, null);
      return drawn;
    } finally {
      graphics.dispose();
    }
  }

  private static BufferedImage scale(BufferedImage square, int side) {
    return new ResampleOp(side, side, ResampleOp.FILTER_LANCZOS).filter(square, null);
  }

  private static byte[] encode(BufferedImage image, Picture.Format format) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(format.mediaType()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (format == Picture.Format.JPEG) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
