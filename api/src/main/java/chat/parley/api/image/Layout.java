package chat.parley.api.image;

import java.awt.Rectangle;

/// What a file says of its picture before anything is decoded.
///
/// @param width in pixels, as they are stored
/// @param height likewise
/// @param first where the first frame lies in that; the whole of it unless it is an animation
/// @param frames 1 unless it is an animation
/// @param orientation how to set it upright
/// @param buffered whether its readers need memory for all of it, whatever part is asked for
record Layout(
    int width, int height, Rectangle first, int frames, Orientation orientation, boolean buffered) {

  /// An animation would be none any more.
  boolean isToBeTurned() {
    return orientation != Orientation.UPRIGHT
        && frames == 1
        && first.equals(new Rectangle(width, height));
  }

  long pixels() {
    return (long) width * height;
  }
}
