package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Finds in a server's frame the little that is judged here, without reading the rest: a parser
/// would take the time of the very machine that is measured. [FrameScannerTest] holds it against
/// one.
///
/// One per thread: [#scan] overwrites what the last one found.
public final class FrameScanner {
  /// Before the moment at which a message was due, in its `client_id`.
  public static final String DUE = "due-";

  private static final byte[] TYPE = "{\"type\":\"".getBytes(US_ASCII);
  private static final byte[] CONVERSATION = ",\"conversation_id\":\"".getBytes(US_ASCII);
  private static final byte[] SEQ = "\",\"seq\":".getBytes(US_ASCII);
  private static final byte[] CLIENT_ID = ("\"client_id\":\"" + DUE).getBytes(US_ASCII);
  private static final byte[] ID = (",\"id\":\"" + DUE).getBytes(US_ASCII);
  private static final int UUID_LENGTH = 36;

  private byte[] frame = {};
  private int typeFrom;
  private int typeTo;
  private boolean durable;
  private long high;
  private long low;
  private long seq;
  private long due;
  private long number;

  void scan(byte[] bytes, int from, int to) {
    frame = bytes;
    durable = false;
    due = -1;
    number = -1;
    if (!startsWith(TYPE, from, to)) {
      throw new IllegalArgumentException(
          "not a frame: " + new String(bytes, from, to - from, ISO_8859_1));
    }
    typeFrom = from + TYPE.length;
    typeTo = typeFrom;
    while (bytes[typeTo] != '"') {
      typeTo++;
    }
    int id = typeTo + 1 + CONVERSATION.length;
    if (startsWith(CONVERSATION, typeTo + 1, to) && startsWith(SEQ, id + UUID_LENGTH, to)) {
      durable = true;
      readId(id);
      seq = number(id + UUID_LENGTH + SEQ.length);
      findDue(id, to);
    } else if (startsWith(ID, typeTo + 1, to)) {
      readDue(typeTo + 1 + ID.length);
    }
  }

  /// Only for when a message was due, in a frame of any other kind.
  void scanForDue(byte[] bytes, int from, int to) {
    frame = bytes;
    durable = false;
    due = -1;
    number = -1;
    findDue(from, to);
  }

  private boolean startsWith(byte[] expected, int from, int to) {
    return from + expected.length <= to
        && Arrays.equals(frame, from, from + expected.length, expected, 0, expected.length);
  }

  private void readId(int from) {
    long upper = 0;
    long lower = 0;
    int digits = 0;
    for (int i = from; i < from + UUID_LENGTH; i++) {
      if (frame[i] != '-') {
        int digit = Character.digit(frame[i], 16);
        if (digits++ < 16) {
          upper = upper << 4 | digit;
        } else {
          lower = lower << 4 | digit;
        }
      }
    }
    high = upper;
    low = lower;
  }

  private long number(int from) {
    long number = 0;
    for (int i = from; frame[i] >= '0' && frame[i] <= '9'; i++) {
      number = number * 10 + (frame[i] - '0');
    }
    return number;
  }

  /// From the end, which is near. In a text the quotes would be escaped.
  private void findDue(int from, int to) {
    for (int i = to - CLIENT_ID.length; i > from; i--) {
      if (frame[i] == '"' && startsWith(CLIENT_ID, i, to)) {
        readDue(i + CLIENT_ID.length);
        return;
      }
    }
  }

  private void readDue(int from) {
    due = number(from);
    int dash = from;
    while (frame[dash] >= '0' && frame[dash] <= '9') {
      dash++;
    }
    number = frame[dash] == '-' ? number(dash + 1) : -1;
  }

  String type() {
    return new String(frame, typeFrom, typeTo - typeFrom, US_ASCII);
  }

  /// Whether it has a conversation and a number; only then the following mean something.
  boolean isDurable() {
    return durable;
  }

  long conversationHigh() {
    return high;
  }

  long conversationLow() {
    return low;
  }

  long seq() {
    return seq;
  }

  /// When the message, or the command that is answered, was due, by [System#nanoTime]; -1 when it
  /// doesn't say.
  long due() {
    return due;
  }

  /// Which message of its sender it is; -1 when it doesn't say.
  long number() {
    return number;
  }
}
