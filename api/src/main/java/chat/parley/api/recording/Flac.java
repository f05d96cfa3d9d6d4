package chat.parley.api.recording;

import java.io.IOException;

/// FLAC (RFC 9639), whose first block says how many samples there are. It is not decoded.
final class Flac {
  private static final int INFO = 8;

  private Flac() {}

  static Contents open(Bytes bytes) throws IOException {
    long samples = bytes.u63(INFO + 10) & 0xfffffffffL;
    return Contents.audio("audio/flac", Durations.of(samples, rate(bytes, INFO)), null);
  }

  /// @param info where the block STREAMINFO is
  static long rate(Bytes bytes, long info) throws IOException {
    return bytes.u63(info + 10) >>> 44;
  }
}
