package chat.parley.api.image;

import java.awt.Rectangle;

/// What a file says of its picture before anything is decoded.
///
/// @param width in pixels, as they are stored
/// @param height likewise
/// @param first where the first frame lies in that; the whole of it unless it is an animation
/// @param frames 1 unless it is an animation
/// @param orientation how to set it upright
/// @param lossyFrom where in the file of a WebP the lossy part begins, before which there may be
///     lossless ones; 0 in other files
/// @param heavy whether decoding the whole takes twice the memory of others: there are 16 bits
///     for each colour, or a lossy WebP has its transparency beside it
/// @param buffered whether its readers need memory for all of it, whatever part is asked for
record Layout(
    int width,
    int height,
    Rectangle first,
    int frames,
    Orientation orientation,
    long lossyFrom,
    boolean heavy,
    boolean buffered) {

  /// An animation would be none any more.
  boolean isToBeTurned() {
    return orientation != Orientation.UPRIGHT
        && frames == 1
        && first.equals(new Rectangle(width, height));
  }

  /// How much it takes to decode the whole, as a number of pixels of eight bits.
  long room() {
    return pixels() * (heavy ? 2 : 1);
  }

  long pixels() {
    return (long) width * height;
  }
}
