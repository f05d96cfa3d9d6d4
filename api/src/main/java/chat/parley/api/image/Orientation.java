package chat.parley.api.image;

import java.awt.image.BufferedImage;

/// How a camera was held (Exif 2.32, tag 0x0112): what has to be done with the pixels, since what
/// says so is not kept. In the order of their numbers there, from 1.
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  UPSIDE_DOWN_MIRRORED(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_LEFT(true, false, true),
  TRANSVERSE(true, true, true),
  TURNED_RIGHT(true, true, false);

  private final boolean swaps;
  private final boolean fromTheRight;
  private final boolean fromBelow;

  Orientation(boolean swaps, boolean fromTheRight, boolean fromBelow) {
    this.swaps = swaps;
    this.fromTheRight = fromTheRight;
    this.fromBelow = fromBelow;
  }

  /// @param number anything; what is none of them is upright
  static Orientation of(int number) {
    return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
  }

  int width(int storedWidth, int storedHeight) {
    return swaps ? storedHeight : storedWidth;
  }

  int height(int storedWidth, int storedHeight) {
    return swaps ? storedWidth : storedHeight;
  }

  /// Where the pixel is stored that is seen at `x`, `y`, from the left.
  int storedX(int x, int y, int storedWidth) {
    int along = swaps ? y : x;
    return fromTheRight ? storedWidth - 1 - along : along;
  }

  /// Likewise, from above.
  int storedY(int x, int y, int storedHeight) {
    int down = swaps ? x : y;
    return fromBelow ? storedHeight - 1 - down : down;
  }

  /// A small picture, at once; see [TurnedImage] for large ones.
  BufferedImage upright(BufferedImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = stored.getWidth();
    int height = stored.getHeight();
    BufferedImage upright =
        new BufferedImage(width(width, height), height(width, height), stored.getType());
    for (int y = 0; y < upright.getHeight(); y++) {
      for (int x = 0; x < upright.getWidth(); x++) {
        upright.setRGB(x, y, stored.getRGB(storedX(x, y, width), storedY(x, y, height)));
      }
    }
    return upright;
  }
}
