package chat.parley.api.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the header of a frame says (ISO/IEC 11172-3, 2.4.1.3; 13818-3; 13818-7, 6.2).
///
/// @param size of all of it, in bytes
/// @param header how much of it no decoder wants
/// @param samples of each channel
/// @param rate in samples a second
/// @param sideInformation where in a silent frame there is room for other things
/// @param setup for the decoder of AAC; `null` for MP3
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record MpegFrame(
    int size, int header, int samples, int rate, int sideInformation, byte @Nullable [] setup) {
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int[] AAC_RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /// In kbit/s, for MPEG-1 and for the lower rates of 2 and 2.5.
  private static final int[] BITS = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };

  private static final int[] LOW_BITS = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };

  private static final int AAC_HEADER = 7;
  private static final int AAC_CHECKSUM = 2;

  /// @return `null` if there is none
  static @Nullable MpegFrame at(Bytes bytes, long at) throws IOException {
    if (at > bytes.length() - AAC_HEADER) {
      return null;
    }
    int word = bytes.i32(at);
    if (word >>> 21 != 0x7ff) {
      return null;
    }
    int layer = word >>> 17 & 3;
    if (layer == 1) {
      return mp3(word);
    }
    return layer == 0 && word >>> 20 == 0xfff ? aac(word, bytes.i32(at + 3)) : null;
  }

  static @Nullable MpegFrame mp3(int word) {
    int version = word >>> 19 & 3;
    int bits = word >>> 12 & 15;
    int rateIndex = word >>> 10 & 3;
    if (version == 1 || bits == 0 || bits == 15 || rateIndex == 3) {
      return null;
    }
    boolean first = version == 3;
    boolean mono = (word >>> 6 & 3) == 3;
    int rate = RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
    int samples = first ? 1152 : 576;
    int size = samples / 8 * 1000 * (first ? BITS : LOW_BITS)[bits] / rate + (word >>> 9 & 1);
    int sideInformation = first ? (mono ? 17 : 32) : mono ? 9 : 17;
    return new MpegFrame(size, 0, samples, rate, 4 + sideInformation, null);
  }

  /// @param rest the header from its fourth byte on
  private static @Nullable MpegFrame aac(int word, int rest) {
    int rateIndex = word >>> 10 & 15;
    int size = rest >>> 13 & 0x1fff;
    int header = AAC_HEADER + ((word >>> 16 & 1) == 1 ? 0 : AAC_CHECKSUM);
    if (rateIndex >= AAC_RATES.length || size <= header) {
      return null;
    }
    int objectType = (word >>> 14 & 3) + 1;
    int channels = word >>> 6 & 7;
    byte[] setup = {
      (byte) (objectType << 3 | rateIndex >> 1), (byte) (rateIndex << 7 | channels << 3)
    };
    return new MpegFrame(size, header, 1024, AAC_RATES[rateIndex], 0, setup);
  }
}
