package chat.parley.api.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The elements of an EBML document (RFC 8794), of which Matroska is made, as one flat row: those
/// that only hold others are gone into, all others are stepped over. So it does not matter where
/// the holding ones end, which those who write while they record do not know.
final class Elements {
  static final int DOCUMENT_TYPE = 0x4282;
  static final int TIME_SCALE = 0x2AD7B1;
  static final int DURATION = 0x4489;
  static final int TRACK = 0xAE;
  static final int TRACK_NUMBER = 0xD7;
  static final int TRACK_TYPE = 0x83;
  static final int CODEC = 0x86;
  static final int CODEC_SETUP = 0x63A2;
  static final int ENCODINGS = 0x6D80;
  static final int WIDTH = 0xB0;
  static final int HEIGHT = 0xBA;
  static final int SHOWN_WIDTH = 0x54B0;
  static final int SHOWN_HEIGHT = 0x54BA;
  static final int SHOWN_UNIT = 0x54B2;
  static final int CLUSTER = 0x1F43B675;
  static final int CLUSTER_TIME = 0xE7;
  static final int SIMPLE_BLOCK = 0xA3;
  static final int BLOCK = 0xA1;

  private static final int DOCUMENT = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;
  private static final int TRACKS = 0x1654AE6B;
  private static final int VIDEO = 0xE0;
  private static final int BLOCK_GROUP = 0xA0;

  private final Bytes bytes;
  private long start;
  private long at;
  private int id;
  private long body;
  private long size;

  Elements(Bytes bytes, long from) {
    this.bytes = bytes;
    this.at = from;
  }

  /// @return false at the end, also where the file breaks off
  boolean next() throws IOException {
    if (at > bytes.length() - 2) {
      return false;
    }
    start = at;
    int idLength = lengthOf(bytes.u8(at), 4);
    int sizeLength = at + idLength < bytes.length() ? lengthOf(bytes.u8(at + idLength), 8) : 8;
    if (at > bytes.length() - idLength - sizeLength) {
      return false;
    }
    id = (int) unsigned(at, idLength);
    size = unsigned(at + idLength, sizeLength) & ((1L << (7 * sizeLength)) - 1);
    body = at + idLength + sizeLength;
    at = holdsOthers() ? body : body + size;
    return at >= body;
  }

  /// The first byte of a number has as many leading zeros as it has more bytes.
  private static int lengthOf(int first, int most) throws IOException {
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > most) {
      throw new BrokenRecordingException("No EBML");
    }
    return length;
  }

  private boolean holdsOthers() {
    return switch (id) {
      case DOCUMENT, SEGMENT, INFO, TRACKS, TRACK, VIDEO, CLUSTER, BLOCK_GROUP -> true;
      default -> false;
    };
  }

  int id() {
    return id;
  }

  /// Of the element itself.
  long start() {
    return start;
  }

  /// Of what is in it.
  long body() {
    return body;
  }

  long size() {
    return size;
  }

  long number() throws IOException {
    long number = size > 8 ? -1 : unsigned(body, (int) size);
    if (number < 0) {
      throw new BrokenRecordingException("A number beyond all measure");
    }
    return number;
  }

  double real() throws IOException {
    return size == 4
        ? Float.intBitsToFloat(bytes.i32(body))
        : Double.longBitsToDouble(unsigned(body, (int) Math.min(8, size)));
  }

  String text() throws IOException {
    return new String(copy(), StandardCharsets.ISO_8859_1);
  }

  byte[] copy() throws IOException {
    return bytes.copy(body, size);
  }

  private long unsigned(long from, int length) throws IOException {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | bytes.u8(from + i);
    }
    return number;
  }
}
