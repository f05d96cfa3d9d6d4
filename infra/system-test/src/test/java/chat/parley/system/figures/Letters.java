package chat.parley.system.figures;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A text of any length that can't be packed, always the same.
final class Letters extends InputStream {
  private static final byte[] ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n"
          .getBytes(StandardCharsets.US_ASCII);

  private final SplittableRandom random = new SplittableRandom(1);
  private final long length;
  private final AtomicLong given = new AtomicLong();

  Letters(long length) {
    this.length = length;
  }

  /// How many have been read.
  long given() {
    return given.get();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] bytes, int offset, int most) {
    long left = length - given.get();
    if (left == 0) {
      return -1;
    }
    int count = (int) Math.min(most, left);
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = ALPHABET[random.nextInt(ALPHABET.length)];
    }
    given.addAndGet(count);
    return count;
  }
}
