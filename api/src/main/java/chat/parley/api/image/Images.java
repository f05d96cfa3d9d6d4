package chat.parley.api.image;

import jakarta.inject.Singleton;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is done with the files of pictures: cleaning them, and making small ones of them. To be
/// called by the threads of [Decoders].
///
/// All throw [TooManyPixelsException] before anything is decoded, and [BrokenImageException]
/// where a file is not what it is said to be.
@Singleton
public class Images {
  private static final int PREVIEW = 320;
  private static final float PREVIEW_QUALITY = 0.8f;
  private static final float SQUARE_QUALITY = 0.85f;

  private final ImageSettings settings;
  private final Bounds bounds;
  private final Decoding decoding;
  private final Turning turning;

  public Images(ImageSettings settings) {
    this.settings = settings;
    this.bounds = new Bounds(settings.maxPixels(), settings.maxAnimationPixels());
    this.decoding = new Decoding(settings.maxPixels());
    this.turning = new Turning(decoding, bounds);
  }

  /// Writes the same picture without anything else that is in the file, and upright. What is
  /// upright already keeps all its bits, animations among it; others are encoded anew.
  ///
  /// A WebP that has to be turned becomes a JPEG, or a PNG where something is transparent; one
  /// that can't be decoded stays as it is, and so does an animation.
  ///
  /// @param type `image/jpeg`, `image/png`, `image/gif` or `image/webp`, as it was sniffed
  /// @param target not there afterwards when this throws
  public Cleaned clean(Path file, String type, Path target) throws IOException {
    boolean done = false;
    try {
      Layout layout = Container.copy(type, file, target, Keep.EVERYTHING, bounds);
      Cleaned cleaned =
          layout.isToBeTurned()
              ? turned(file, type, layout, target)
              : new Cleaned(type, layout.width(), layout.height());
      done = true;
      return cleaned;
    } finally {
      if (!done) {
        Files.deleteIfExists(target);
      }
    }
  }

  private Cleaned turned(Path file, String type, Layout layout, Path target) throws IOException {
    try {
      return turning.turn(file, type, layout, target);
    } catch (BrokenImageException | TooManyPixelsException e) {
      if (!type.equals("image/webp")) {
        throw e;
      }
      return new Cleaned(type, layout.width(), layout.height());
    }
  }

  /// The first frame, upright, with 320 pixels at its longest side, or as many as it has.
  ///
  /// @param type see [#clean]
  public Preview preview(Path file, String type) throws IOException {
    Layout layout = Container.read(type, file, bounds);
    int longest = Math.max(layout.width(), layout.height());
    double scale = Math.min(1, (double) PREVIEW / longest);
    Rectangle first = layout.first();
    BufferedImage frame = pixels(file, type, layout, new Rectangle(first.getSize()), PREVIEW);
    BufferedImage whole =
        Drawing.placed(
            Drawing.scaled(frame, scaled(first.width, scale), scaled(first.height, scale)),
            scaled(layout.width(), scale),
            scaled(layout.height(), scale),
            new Point((int) (first.x * scale), (int) (first.y * scale)));
    BufferedImage upright = layout.orientation().upright(whole);
    Encoded encoded = Drawing.encode(upright, Drawing.type(upright), PREVIEW_QUALITY);
    return new Preview(
        encoded.type(),
        encoded.content(),
        upright.getWidth(),
        upright.getHeight(),
        BlurHash.of(upright));
  }

  private static int scaled(int length, double scale) {
    return (int) Math.max(1, Math.round(length * scale));
  }

  /// The largest square in the middle of the first frame, upright, in so many sizes.
  ///
  /// @param type see [#clean]
  /// @param maxPixels the most that are decoded, where that is fewer than what holds for all
  /// @param sides in pixels, the longest one first; each square is made of the one before
  /// @return all of one type
  public List<Encoded> squares(Path file, String type, long maxPixels, int... sides)
      throws IOException {
    Bounds narrower =
        new Bounds(Math.min(maxPixels, settings.maxPixels()), settings.maxAnimationPixels());
    Layout layout = Container.read(type, file, narrower);
    Rectangle first = layout.first();
    int side = Math.min(first.width, first.height);
    Rectangle middle =
        new Rectangle((first.width - side) / 2, (first.height - side) / 2, side, side);
    BufferedImage square = pixels(file, type, layout, middle, sides[0]);
    square = Drawing.scaled(square, sides[0], sides[0]);
    square = layout.orientation().upright(square);
    String written = Drawing.type(square);
    List<Encoded> squares = new ArrayList<>();
    for (int each : sides) {
      square = Drawing.scaled(square, each, each);
      squares.add(Drawing.encode(square, written, SQUARE_QUALITY));
    }
    return squares;
  }

  /// @param wanted how many they will be at the longest side; each of those is made of about four
  private BufferedImage pixels(Path file, String type, Layout layout, Rectangle part, int wanted)
      throws IOException {
    int step = Math.max(1, Math.max(part.width, part.height) / (2 * wanted));
    BufferedImage pixels = decoding.decode(file, type, layout, part, step, Drawing::simple);
    if (!type.equals(Drawing.PNG)) {
      return pixels;
    }
    // Its reader knows no profiles, others heed them.
    return PngProfile.in(Container.colours(type, file, bounds))
        .map(profile -> Drawing.meant(pixels, profile))
        .orElse(pixels);
  }
}
