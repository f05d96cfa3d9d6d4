package chat.parley.api.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;

/// Writes a picture anew, upright.
///
/// What is decoded is the cleaned copy, so the reader sees nothing that isn't part of the
/// picture. A JPEG or PNG keeps its colour profile: the numbers are decoded, turned and encoded
/// as they are, and what says how they are meant is put beside them again. WebP becomes sRGB.
final class Turning {
  private static final float QUALITY = 0.92f;

  private final Decoding decoding;
  private final Bounds bounds;

  Turning(Decoding decoding, Bounds bounds) {
    this.decoding = decoding;
    this.bounds = bounds;
  }

  Cleaned turn(Path file, String type, Layout layout, Path target) throws IOException {
    bounds.checkRoom(layout);
    Path folder = target.toAbsolutePath().getParent();
    Path plain = Files.createTempFile(folder, "plain-", "");
    Path encoded = Files.createTempFile(folder, "turned-", "");
    try {
      boolean isWebp = type.equals("image/webp");
      Container.copy(type, file, plain, isWebp ? Keep.EVERYTHING : Keep.PLAIN, bounds);
      String written =
          decoding.decode(
              plain,
              type,
              layout,
              new Rectangle(layout.width(), layout.height()),
              1,
              pixels -> write(pixels, layout.orientation(), type, encoded));
      if (isWebp) {
        Files.move(encoded, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Container.join(type, encoded, file, target, bounds);
      }
      return cleaned(written, layout);
    } finally {
      Files.deleteIfExists(plain);
      Files.deleteIfExists(encoded);
    }
  }

  private static Cleaned cleaned(String type, Layout layout) {
    return new Cleaned(
        type,
        layout.orientation().width(layout.width(), layout.height()),
        layout.orientation().height(layout.width(), layout.height()));
  }

  /// @return the type of what was written
  private static String write(
      BufferedImage pixels, Orientation orientation, String type, Path encoded) throws IOException {
    String written = type.equals("image/webp") ? Drawing.type(pixels) : type;
    try (ImageOutputStream out = new FileImageOutputStream(encoded.toFile())) {
      Drawing.write(
          new TurnedImage(pixels, orientation, written.equals(Drawing.JPEG)),
          written,
          QUALITY,
          out);
    }
    return written;
  }
}
