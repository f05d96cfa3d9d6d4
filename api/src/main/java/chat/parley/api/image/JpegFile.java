package chat.parley.api.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// JPEG (ITU-T T.81, annex B; JFIF 1.02; ICC.1, annex B.4): segments, each behind a marker, and
/// scans of entropy-coded data, in which there are markers, too.
///
/// Taken are the kinds that everything can show: baseline, extended, progressive, Huffman-coded.
final class JpegFile extends Container {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DHT = 0xC4;
  private static final int DRI = 0xDD;
  private static final int SOF0 = 0xC0;
  private static final int SOF1 = 0xC1;
  private static final int SOF2 = 0xC2;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;

  private static final int JFIF_WITHOUT_THUMBNAIL = 14;
  private static final int ADOBE = 12;

  /// Behind what the segment begins with, which says which part of how many it is.
  private static final int PROFILE = 14;

  private static final int SPACE_OF_PROFILE = PROFILE + 16;

  private final Tape tape;
  private final Keep keep;
  private final Bounds bounds;

  private int width;
  private int height;
  private int scans;
  private boolean progressive;
  private @Nullable Orientation orientation;

  /// Whether the numbers of a decoded picture mean what the profile says: those of four inks are
  /// decoded to red, green and blue.
  private boolean profileOutlastsDecoding = true;

  JpegFile(Tape tape, Keep keep, Bounds bounds) {
    this.tape = tape;
    this.keep = keep;
    this.bounds = bounds;
  }

  /// Up to where an own picture may say how its colours are meant.
  static void copyHead(Tape encoded) throws IOException {
    encoded.copy(4);
    int length = encoded.u16();
    encoded.write16(length);
    encoded.copy(length - 2L);
  }

  @Override
  Layout copy() throws IOException {
    if (tape.u16() != (0xFF00 | SOI)) {
      throw new BrokenImageException("no JPEG");
    }
    marker(SOI, keep.picture());
    int marker = nextMarker();
    while (marker != EOI) {
      marker = isAlone(marker) ? nextMarker() : segment(marker);
    }
    if (scans == 0) {
      throw new BrokenImageException("no picture in it");
    }
    marker(EOI, keep.picture());
    return new Layout(
        width,
        height,
        new Rectangle(width, height),
        1,
        orientation == null ? Orientation.UPRIGHT : orientation,
        0,
        false,
        progressive || scans > 1);
  }

  private void marker(int marker, boolean kept) throws IOException {
    if (kept) {
      tape.write16(0xFF00 | marker);
    }
  }

  /// Some cameras leave bytes between segments, which readers pass over.
  private int nextMarker() throws IOException {
    int marker;
    do {
      tape.passUntil((byte) 0xFF, false);
      marker = afterFill();
    } while (marker == 0);
    return marker;
  }

  private int afterFill() throws IOException {
    int marker = tape.u8();
    while (marker == 0xFF) {
      marker = tape.u8();
    }
    return marker;
  }

  private static boolean isAlone(int marker) {
    return marker == 1 || isRestart(marker);
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  /// @return the next marker
  private int segment(int marker) throws IOException {
    if (marker == SOI) {
      throw new BrokenImageException("begins twice");
    }
    int length = tape.u16() - 2;
    if (length < 0) {
      throw new BrokenImageException("a segment shorter than its length");
    }
    switch (marker) {
      case SOS -> {
        return scan(length);
      }
      case DQT, DHT, DRI -> pass(marker, length, keep.picture());
      case SOF0, SOF1, SOF2 -> frame(marker, length);
      case APP0, APP1, APP2, APP14 -> application(marker, tape.bytes(length));
      default -> {
        if (marker >= SOF0 && marker < SOI) {
          throw new BrokenImageException("of a kind that few can show");
        }
        tape.skip(length);
      }
    }
    return nextMarker();
  }

  private void pass(int marker, int length, boolean kept) throws IOException {
    marker(marker, kept);
    if (kept) {
      tape.write16(length + 2);
    }
    tape.pass(length, kept);
  }

  private void frame(int marker, int length) throws IOException {
    byte[] frame = tape.bytes(length);
    if (width != 0 || length < 6 || length != 6 + 3 * frame[5]) {
      throw new BrokenImageException("two frames, or a broken one");
    }
    ByteBuffer content = ByteBuffer.wrap(frame);
    height = Short.toUnsignedInt(content.getShort(1));
    width = Short.toUnsignedInt(content.getShort(3));
    bounds.checkSize(width, height);
    progressive = marker == SOF2;
    write(marker, frame, length, keep.picture());
  }

  private void write(int marker, byte[] content, int length, boolean kept) throws IOException {
    if (kept) {
      marker(marker, true);
      tape.write16(length + 2);
      tape.write(length == content.length ? content : Arrays.copyOf(content, length));
    }
  }

  private int scan(int length) throws IOException {
    if (width == 0) {
      throw new BrokenImageException("a scan of nothing");
    }
    bounds.checkScans(++scans, width, height);
    boolean kept = keep.picture();
    pass(SOS, length, kept);
    while (true) {
      tape.passUntil((byte) 0xFF, kept);
      int marker = afterFill();
      if (marker != 0 && !isRestart(marker)) {
        return marker;
      }
      marker(marker, kept);
    }
  }

  private void application(int marker, byte[] content) throws IOException {
    if (marker == APP0 && begins(content, "JFIF\0") && content.length >= JFIF_WITHOUT_THUMBNAIL) {
      content[JFIF_WITHOUT_THUMBNAIL - 2] = 0;
      content[JFIF_WITHOUT_THUMBNAIL - 1] = 0;
      write(marker, content, JFIF_WITHOUT_THUMBNAIL, keep.picture());
    } else if (marker == APP14 && begins(content, "Adobe") && content.length >= ADOBE) {
      write(marker, content, ADOBE, keep.picture());
    } else if (marker == APP1 && begins(content, "Exif\0\0") && orientation == null) {
      orientation = Exif.orientation(ByteBuffer.wrap(content, 6, content.length - 6));
    } else if (marker == APP2 && begins(content, "ICC_PROFILE\0") && scans == 0) {
      profile(content);
    }
  }

  private void profile(byte[] content) throws IOException {
    if (content.length > SPACE_OF_PROFILE + 4 && content[PROFILE - 2] == 1) {
      String space = new String(content, SPACE_OF_PROFILE, 4, StandardCharsets.ISO_8859_1);
      profileOutlastsDecoding = space.equals("RGB ") || space.equals("GRAY");
    }
    boolean kept =
        switch (keep) {
          case EVERYTHING -> true;
          case PLAIN -> !profileOutlastsDecoding;
          case COLOURS -> profileOutlastsDecoding;
        };
    write(APP2, content, content.length, kept);
  }

  private static boolean begins(byte[] content, String name) {
    return content.length >= name.length()
        && name.equals(new String(content, 0, name.length(), StandardCharsets.ISO_8859_1));
  }
}
