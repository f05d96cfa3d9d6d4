package chat.parley.api.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The one thing of interest in Exif (2.32, §4.6): how the camera was held.
///
/// Not read by a library: those read everything there is, and a directory of 5,000 entries that
/// all have the same 64 KB for their value becomes hundreds of megabytes.
final class Exif {
  /// As much of it as is read. The directory that says it comes first.
  static final int LONGEST = 64 * 1024;

  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private Exif() {}

  /// @param exif from its byte order on; upright where it can't be read
  static Orientation orientation(ByteBuffer exif) {
    if (exif.remaining() < 8) {
      return Orientation.UPRIGHT;
    }
    ByteBuffer tiff = exif.slice();
    int order = tiff.getShort(0);
    if (order != 0x4949 && order != 0x4D4D) {
      return Orientation.UPRIGHT;
    }
    tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return tiff.getShort(2) == 42 ? inDirectory(tiff, tiff.getInt(4)) : Orientation.UPRIGHT;
  }

  private static Orientation inDirectory(ByteBuffer tiff, int at) {
    if (at < 8 || at > tiff.limit() - 2) {
      return Orientation.UPRIGHT;
    }
    int entries = Short.toUnsignedInt(tiff.getShort(at));
    int end = Math.min(tiff.limit() - ENTRY, at + 2 + (entries - 1) * ENTRY);
    for (int entry = at + 2; entry <= end; entry += ENTRY) {
      if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION
          && tiff.getShort(entry + 2) == SHORT) {
        return Orientation.of(tiff.getShort(entry + 8));
      }
    }
    return Orientation.UPRIGHT;
  }
}
