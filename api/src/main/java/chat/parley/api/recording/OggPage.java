package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A page of an Ogg file: of which stream it is (its serial number), up to which sample one can
/// play with it (the granule), and pieces of packets.
///
/// @param begins whether it is the first of its stream
/// @param table where the lengths of its pieces are
/// @param body where the pieces are
/// @param end behind them
record OggPage(
    boolean begins, long granule, int serial, long table, int pieces, long body, long end) {
  private static final int HEADER = 27;

  /// How far from the end of a file its last page is looked for: a page has at most 65,307 bytes,
  /// and pages of several streams take turns.
  private static final long TAIL = 1 << 20;

  private static final int NOTHING_ENDS = -1;

  /// @return `null` if there is no whole one
  static @Nullable OggPage at(Bytes bytes, long at) throws IOException {
    if (!bytes.says("OggS", at) || at > bytes.length() - HEADER) {
      return null;
    }
    int pieces = bytes.u8(at + 26);
    long body = at + HEADER + pieces;
    long end = body;
    for (int i = 0; i < pieces && body <= bytes.length(); i++) {
      end += bytes.u8(at + HEADER + i);
    }
    if (end > bytes.length()) {
      return null;
    }
    long granule = bytes.u32LittleEndian(at + 6) | bytes.u32LittleEndian(at + 10) << 32;
    boolean begins = (bytes.u8(at + 5) & 2) != 0;
    return new OggPage(begins, granule, bytes.i32(at + 14), at + HEADER, pieces, body, end);
  }

  /// The last one of a stream with which a packet ends.
  static @Nullable OggPage last(Bytes bytes, int serial) throws IOException {
    long stop = Math.max(0, bytes.length() - TAIL);
    OggPage last = null;
    // Forwards, for pages may be stepped over: backwards each byte would have to be looked at.
    for (long at = stop; at < bytes.length() - HEADER; ) {
      OggPage page = bytes.u8(at) == 'O' ? at(bytes, at) : null;
      if (page != null && page.serial() == serial && page.granule() != NOTHING_ENDS) {
        last = page;
      }
      at = page == null ? at + 1 : page.end();
    }
    return last;
  }
}
