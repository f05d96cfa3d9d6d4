package chat.parley.api.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The frames that the decoder of MP3 may have. It goes round for ever in one that says to have
/// more values than there are places for them, looks for the next frame wherever it happens to
/// be, and thinks that all are like the first; so each is looked at before, and goes no further
/// if it isn't what the decoder knows (ISO/IEC 11172-3, 2.4.1.7).
final class Mp3Frames implements Packets {
  /// All bits set, MPEG-1, layer III, no checksum.
  private static final int KNOWN = 0xfffb;

  /// How many samples a second, and whether in one channel: the decoder asks once.
  private static final int RATE = 0xc00;

  private static final int MODE_SHIFT = 6;
  private static final int MONO = 3;

  private static final int HEADER_BITS = 32;
  private static final int GRANULES = 2;
  private static final int GRANULE_BITS = 59;
  private static final int LENGTH_BITS = 12;
  private static final int PAIR_BITS = 9;

  /// A granule has 576 values, and these come in pairs.
  private static final int MOST_PAIRS = 288;

  private final Packets packets;
  private int first;

  Mp3Frames(Packets packets) {
    this.packets = packets;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    byte[] frame = packets.next();
    if (frame != null && !isKnown(frame)) {
      throw new BrokenRecordingException("Not a frame that can be decoded");
    }
    return frame;
  }

  private boolean isKnown(byte[] frame) {
    int word = frame.length < Integer.BYTES ? 0 : ByteBuffer.wrap(frame).getInt();
    MpegFrame header = word >>> 16 == KNOWN ? MpegFrame.mp3(word) : null;
    first = first == 0 ? word : first;
    boolean mono = isMono(word);
    return header != null
        && header.size() == frame.length
        && (first & RATE) == (word & RATE)
        && isMono(first) == mono
        && hasRoom(frame, mono ? 1 : 2);
  }

  private static boolean isMono(int word) {
    return (word >>> MODE_SHIFT & 3) == MONO;
  }

  private static boolean hasRoom(byte[] frame, int channels) {
    int at = HEADER_BITS + (channels == 1 ? 18 : 20) + LENGTH_BITS;
    for (int i = 0; i < GRANULES * channels; i++) {
      if (bits(frame, at + i * GRANULE_BITS) > MOST_PAIRS) {
        return false;
      }
    }
    return true;
  }

  private static int bits(byte[] frame, int from) {
    int bits = 0;
    for (int at = from; at < from + PAIR_BITS; at++) {
      int bit = at / 8 < frame.length ? frame[at / 8] >> (7 - at % 8) & 1 : 1;
      bits = bits << 1 | bit;
    }
    return bits;
  }
}
