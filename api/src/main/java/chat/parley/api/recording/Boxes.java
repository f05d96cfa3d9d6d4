package chat.parley.api.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The boxes of an ISO base media file (ISO/IEC 14496-12), one after the other. What a box says
/// of its length is believed as far as the box goes that it is in.
final class Boxes {
  private final Bytes bytes;
  private final long end;
  private long at;

  private Boxes(Bytes bytes, long from, long end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// @param from of what it contains
  /// @param end behind its last byte
  record Box(String type, long from, long end) {
    boolean is(String wanted) {
      return type.equals(wanted);
    }

    long size() {
      return end - from;
    }
  }

  static Boxes of(Bytes bytes) {
    return new Boxes(bytes, 0, bytes.length());
  }

  static Boxes in(Bytes bytes, Box parent) {
    return in(bytes, parent, 0);
  }

  /// @param skipped bytes before the first of them
  static Boxes in(Bytes bytes, Box parent, long skipped) {
    return new Boxes(bytes, parent.from() + skipped, parent.end());
  }

  /// The first box down that path.
  static @Nullable Box find(Bytes bytes, Box parent, String... path) throws IOException {
    Box found = parent;
    for (String type : path) {
      Boxes children = in(bytes, found);
      do {
        found = children.next();
      } while (found != null && !found.is(type));
      if (found == null) {
        return null;
      }
    }
    return found;
  }

  static Box need(Bytes bytes, Box parent, String... path) throws IOException {
    Box found = find(bytes, parent, path);
    if (found == null) {
      throw new BrokenRecordingException("Without " + String.join("/", path));
    }
    return found;
  }

  /// @return `null` after the last whole header
  @Nullable Box next() throws IOException {
    if (at < 0 || at > end - 8) {
      return null;
    }
    long size = bytes.u32(at);
    String type = new String(bytes.copy(at + 4, 4), StandardCharsets.ISO_8859_1);
    long from = at + 8;
    if (size == 1 && at <= end - 16) {
      size = bytes.u63(at + 8);
      from = at + 16;
    } else if (size == 0) {
      size = end - at;
    }
    if (size < from - at) {
      throw new BrokenRecordingException("A box that ends before it begins at " + at);
    }
    Box box = new Box(type, from, size > end - at ? end : at + size);
    at = box.end();
    return box;
  }
}
