package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// MP3, and AAC with a header before each frame (ADTS): nothing but frames, which say neither how
/// many there are nor how long they play together. Some MP3s have a first frame that does; the
/// others are counted.
final class MpegAudio {
  /// How much that is no sound may be before the first frame, beside tags.
  private static final int JUNK = 4096;

  private static final int FRAMES_TO_BELIEVE = 3;

  private final Bytes bytes;
  private final long start;
  private final MpegFrame first;

  private MpegAudio(Bytes bytes, long start, MpegFrame first) {
    this.bytes = bytes;
    this.start = start;
    this.first = first;
  }

  static @Nullable Contents open(Bytes bytes) throws IOException {
    long from = 0;
    while (bytes.says("ID3", from) && from + 10 < bytes.length()) {
      from += 10 + (bytes.u8(from + 5) & 0x10) / 16 * 10 + sevenBits(bytes, from + 6);
    }
    for (long at = from; at < Math.min(from + JUNK, bytes.length() - 4); at++) {
      MpegFrame frame = bytes.u8(at) == 0xff ? frames(bytes, at) : null;
      if (frame != null) {
        return new MpegAudio(bytes, at, frame).contents();
      }
    }
    return null;
  }

  private static long sevenBits(Bytes bytes, long at) throws IOException {
    long size = bytes.u32(at);
    return (size & 0x7f) | (size >> 1 & 0x3f80) | (size >> 2 & 0x1fc000) | (size >> 3 & 0xfe00000);
  }

  /// @return the first of several that follow one another, `null` if there are none
  private static @Nullable MpegFrame frames(Bytes bytes, long from) throws IOException {
    MpegFrame first = MpegFrame.at(bytes, from);
    MpegFrame frame = first;
    long at = from;
    for (int i = 1; i < FRAMES_TO_BELIEVE && frame != null; i++) {
      at += frame.size();
      if (at == bytes.length()) {
        return first;
      }
      frame = MpegFrame.at(bytes, at);
    }
    return frame == null ? null : first;
  }

  private Contents contents() throws IOException {
    if (first.setup() != null) {
      byte[] setup = first.setup();
      return Contents.audio(
          "audio/aac",
          counted(start),
          () -> new Track(Track.Codec.AAC, setup, frames(start)).decoded());
    }
    long count = declared();
    long sound = count > 0 ? start + first.size() : start;
    Long duration =
        count > 0 ? Durations.of((double) count * first.samples(), first.rate()) : counted(start);
    return Contents.audio(
        "audio/mpeg",
        duration,
        () -> new Track(Track.Codec.MP3, new byte[0], frames(sound)).decoded());
  }

  /// How many frames there are, as encoders say it in the place of the first one's sound; 0 if
  /// not.
  private long declared() throws IOException {
    for (String tag : new String[] {"Xing", "Info"}) {
      long at = start + first.sideInformation();
      if (bytes.says(tag, at) && (bytes.i32(at + 4) & 1) != 0) {
        return bytes.u32(at + 8);
      }
    }
    return bytes.says("VBRI", start + 36) ? bytes.u32(start + 50) : 0;
  }

  private @Nullable Long counted(long from) throws IOException {
    long samples = 0;
    long at = from;
    for (MpegFrame frame = first; frame != null; frame = MpegFrame.at(bytes, at)) {
      samples += frame.samples();
      at += frame.size();
    }
    return Durations.of(samples, first.rate());
  }

  /// Without the headers of AAC, which the decoder doesn't want.
  private Packets frames(long from) {
    return new Packets() {
      private long at = from;

      @Override
      public byte @Nullable [] next() throws IOException {
        MpegFrame frame = MpegFrame.at(bytes, at);
        if (frame == null || frame.size() > bytes.length() - at) {
          return null;
        }
        byte[] packet = bytes.copy(at + frame.header(), frame.size() - frame.header());
        at += frame.size();
        return packet;
      }
    };
  }
}
