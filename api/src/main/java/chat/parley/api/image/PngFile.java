package chat.parley.api.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// PNG (third edition, §5): a signature, then chunks.
final class PngFile extends Container {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int CHECKSUM = 4;
  private static final int HEADER = 13;
  private static final int FRAME = 26;

  private static final Set<String> COLOURS = Set.of("gAMA", "cHRM", "sRGB", "cICP");

  /// How long they can be: in what is longer something else is hidden.
  private static final Map<String, Integer> KNOWN =
      Map.ofEntries(
          Map.entry("PLTE", 3 * 256),
          Map.entry("IDAT", Integer.MAX_VALUE),
          Map.entry("tRNS", 256),
          Map.entry("gAMA", 4),
          Map.entry("cHRM", 32),
          Map.entry("sRGB", 1),
          Map.entry("cICP", 4),
          Map.entry("sBIT", 4),
          Map.entry("bKGD", 6),
          Map.entry("pHYs", 9),
          Map.entry("acTL", 8),
          Map.entry("fdAT", Integer.MAX_VALUE));

  private final Tape tape;
  private final Keep keep;
  private final Bounds bounds;

  /// Of what says how the colours are meant there is one of each.
  private final Set<String> seen = new HashSet<>();

  private int width;
  private int height;
  private int frames;
  private boolean animated;
  private boolean filled;
  private boolean heavy;
  private @Nullable Orientation orientation;

  PngFile(Tape tape, Keep keep, Bounds bounds) {
    this.tape = tape;
    this.keep = keep;
    this.bounds = bounds;
  }

  /// Up to where an own picture may say how its colours are meant.
  static void copyHead(Tape encoded) throws IOException {
    encoded.copy(SIGNATURE.length + 8 + HEADER + CHECKSUM);
  }

  @Override
  Layout copy() throws IOException {
    if (!Arrays.equals(tape.bytes(SIGNATURE.length), SIGNATURE)) {
      throw new BrokenImageException("no PNG");
    }
    if (keep.picture()) {
      tape.write(SIGNATURE);
    }
    header();
    boolean ended = false;
    while (!ended) {
      int length = tape.i32();
      String type = new String(tape.bytes(4), StandardCharsets.ISO_8859_1);
      if (length < 0) {
        throw new BrokenImageException("a chunk of more than 2 GiB");
      }
      ended = chunk(type, length);
    }
    if (!filled) {
      throw new BrokenImageException("no picture in it");
    }
    return new Layout(
        width,
        height,
        new Rectangle(width, height),
        animated ? Math.max(1, frames) : 1,
        orientation == null ? Orientation.UPRIGHT : orientation,
        0,
        heavy,
        false);
  }

  private void header() throws IOException {
    int length = tape.i32();
    String type = new String(tape.bytes(4), StandardCharsets.ISO_8859_1);
    if (length != HEADER || !type.equals("IHDR")) {
      throw new BrokenImageException("no header");
    }
    byte[] header = tape.bytes(HEADER);
    ByteBuffer content = ByteBuffer.wrap(header);
    bounds.checkSize(content.getInt(), content.getInt());
    width = content.getInt(0);
    height = content.getInt(4);
    heavy = content.get(8) == 16;
    write(type, header, tape.i32(), keep.picture());
  }

  private void write(String type, byte[] content, int checksum, boolean kept) throws IOException {
    if (kept) {
      tape.write32(content.length);
      tape.write(type);
      tape.write(content);
      tape.write32(checksum);
    }
  }

  /// @return whether it was the last one
  private boolean chunk(String type, int length) throws IOException {
    switch (type) {
      case "IEND" -> {
        write(type, new byte[0], 0xAE426082, keep.picture());
        return true;
      }
      case "eXIf" -> exif(length);
      case "iCCP" -> profile(length);
      case "fcTL" -> frame(length);
      default -> pass(type, length);
    }
    return false;
  }

  private void pass(String type, int length) throws IOException {
    int longest = KNOWN.getOrDefault(type, -1);
    if (length > longest && Character.isUpperCase(type.charAt(0))) {
      throw new BrokenImageException("a critical chunk that nobody knows");
    }
    filled |= type.equals("IDAT");
    animated |= type.equals("acTL");
    boolean kept =
        length <= longest
            && (COLOURS.contains(type) ? seen.add(type) && keep.colours() : keep.picture());
    if (kept) {
      tape.write32(length);
      tape.write(type);
    }
    tape.pass((long) length + CHECKSUM, kept);
  }

  private void exif(int length) throws IOException {
    int read = Math.min(length, Exif.LONGEST);
    byte[] exif = tape.bytes(read);
    tape.skip((long) length - read + CHECKSUM);
    if (orientation == null) {
      orientation = Exif.orientation(ByteBuffer.wrap(exif));
    }
  }

  /// The first one, whatever becomes of it: each takes time to look through.
  private void profile(int length) throws IOException {
    if (!seen.add("iCCP") || length > PngProfile.LONGEST) {
      tape.skip((long) length + CHECKSUM);
      return;
    }
    byte @Nullable [] profile = PngProfile.clean(tape.bytes(length));
    tape.skip(CHECKSUM);
    if (profile != null) {
      write("iCCP", profile, PngProfile.checksum(profile), keep.colours());
    }
  }

  private void frame(int length) throws IOException {
    if (length != FRAME) {
      throw new BrokenImageException("a broken frame");
    }
    byte[] frame = tape.bytes(FRAME);
    ByteBuffer content = ByteBuffer.wrap(frame);
    bounds.checkSize(content.getInt(4), content.getInt(8));
    long right = (long) content.getInt(4) + content.getInt(12);
    long below = (long) content.getInt(8) + content.getInt(16);
    if (content.getInt(12) < 0 || content.getInt(16) < 0 || right > width || below > height) {
      throw new BrokenImageException("a frame beside the picture");
    }
    bounds.checkFrames(++frames, width, height);
    write("fcTL", frame, tape.i32(), keep.picture());
  }
}
