package chat.parley.api.image;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// The colour profile in a PNG (third edition, §11.3.2.3): a name, which says nothing, and the
/// profile, deflated.
final class PngProfile {
  /// Those of displays have a few kilobytes, those of printers up to a few megabytes.
  static final int LONGEST = 1024 * 1024;

  private static final int CHUNK = 0x69434350; // "iCCP"
  private static final int LONGEST_INFLATED = 8 * 1024 * 1024;
  private static final int LONGEST_NAME = 79;
  private static final byte[] NAME = "icc\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private PngProfile() {}

  /// @return without its own name and what is behind its end; `null` where it is none, or one
  ///     that would fill the memory of whoever looks at it
  static byte @Nullable [] clean(byte[] content) {
    int name = 0;
    while (name < content.length && name <= LONGEST_NAME && content[name] != 0) {
      name++;
    }
    int from = name + 2;
    if (from >= content.length || content[name] != 0 || content[name + 1] != 0) {
      return null;
    }
    int length = deflated(content, from);
    if (length == 0) {
      return null;
    }
    byte[] clean = Arrays.copyOf(NAME, NAME.length + length);
    System.arraycopy(content, from, clean, NAME.length, length);
    return clean;
  }

  /// How much of it is the profile; 0 when none is.
  private static int deflated(byte[] content, int from) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(content, from, content.length - from);
      byte[] buffer = new byte[16 * 1024];
      while (!inflater.finished() && inflater.getBytesWritten() <= LONGEST_INFLATED) {
        if (inflater.inflate(buffer) == 0 && !inflater.finished()) {
          return 0;
        }
      }
      return inflater.finished() ? (int) inflater.getBytesRead() : 0;
    } catch (DataFormatException e) {
      return 0;
    } finally {
      inflater.end();
    }
  }

  /// @param colours what [Keep#COLOURS] leaves of a file, so all of it is short
  /// @return empty where there is none, or one that is broken
  static Optional<ICC_Profile> in(byte[] colours) {
    ByteBuffer chunks = ByteBuffer.wrap(colours);
    while (chunks.hasRemaining()) {
      int length = chunks.getInt();
      int type = chunks.getInt();
      if (type == CHUNK) {
        int from = chunks.position() + NAME.length;
        return parse(new ByteArrayInputStream(colours, from, length - NAME.length));
      }
      chunks.position(chunks.position() + length + 4);
    }
    return Optional.empty();
  }

  private static Optional<ICC_Profile> parse(InputStream deflated) {
    try (InputStream content = new InflaterInputStream(deflated)) {
      return Optional.of(ICC_Profile.getInstance(content.readAllBytes()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static int checksum(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update("iCCP".getBytes(StandardCharsets.ISO_8859_1));
    sum.update(content);
    return (int) sum.getValue();
  }
}
