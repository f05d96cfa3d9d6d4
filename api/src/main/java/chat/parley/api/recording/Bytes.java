package chat.parley.api.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A file read here and there, big-endian. Everything that limits the work for a hostile file is
/// in here, for each loop over a file has to read: nothing outside of the file is read, nothing
/// larger than [#LARGEST] is copied, whatever length the file declares, and after the time limit
/// every read fails. Memory: one window, whatever the size of the file. For one thread.
final class Bytes implements Closeable {
  /// Far more than a frame of sound, or the headers of a codec, can be.
  static final int LARGEST = 1 << 20;

  private static final int WINDOW = 8192;

  private final FileChannel channel;
  private final long length;
  private final long deadline;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private long start;

  private Bytes(FileChannel channel, long length, long deadline) {
    this.channel = channel;
    this.length = length;
    this.deadline = deadline;
    window.limit(0);
  }

  static Bytes open(Path file, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new Bytes(channel, channel.size(), deadline);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long length() {
    return length;
  }

  int u8(long at) throws IOException {
    return window.get(reach(at, 1)) & 0xff;
  }

  int u16(long at) throws IOException {
    return window.getShort(reach(at, 2)) & 0xffff;
  }

  int i32(long at) throws IOException {
    return window.getInt(reach(at, 4));
  }

  long u32(long at) throws IOException {
    return i32(at) & 0xffffffffL;
  }

  long u32LittleEndian(long at) throws IOException {
    return Integer.reverseBytes(i32(at)) & 0xffffffffL;
  }

  /// An unsigned number that does not fit is no number that a good file has.
  long u63(long at) throws IOException {
    long number = window.getLong(reach(at, 8));
    if (number < 0) {
      throw new BrokenRecordingException("A number beyond all measure at " + at);
    }
    return number;
  }

  boolean says(String text, long at) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at > length - wanted.length) {
      return false;
    }
    int from = reach(at, wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      if (window.get(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  byte[] copy(long at, long size) throws IOException {
    if (size < 0 || size > LARGEST || at < 0 || at > length - size) {
      throw new BrokenRecordingException(size + " bytes at " + at + " of " + length);
    }
    byte[] copy = new byte[(int) size];
    if (size <= WINDOW) {
      if (size > 0) {
        window.get(reach(at, (int) size), copy);
      }
    } else {
      checkTime();
      fill(ByteBuffer.wrap(copy), at);
    }
    return copy;
  }

  /// From there on, within the time limit. To close it closes nothing.
  InputStream stream(long from) {
    return new InputStream() {
      private long at = from;

      @Override
      public int read() throws IOException {
        return at < length ? u8(at++) : -1;
      }

      @Override
      public int read(byte[] target, int offset, int size) throws IOException {
        checkTime();
        int read = size == 0 ? 0 : channel.read(ByteBuffer.wrap(target, offset, size), at);
        at += Math.max(0, read);
        return read;
      }
    };
  }

  /// @return where in the window the bytes are
  private int reach(long at, int size) throws IOException {
    checkTime();
    if (at < 0 || at > length - size) {
      throw new BrokenRecordingException(size + " bytes at " + at + " of " + length);
    }
    if (at < start || at + size > start + window.limit()) {
      window.clear().limit((int) Math.min(WINDOW, length - at));
      start = at;
      try {
        fill(window, at);
      } catch (IOException e) {
        window.limit(0);
        throw e;
      }
      window.flip();
    }
    return (int) (at - start);
  }

  private void fill(ByteBuffer target, long at) throws IOException {
    int from = target.position();
    while (target.hasRemaining()) {
      if (channel.read(target, at + target.position() - from) < 0) {
        throw new BrokenRecordingException("The file became shorter");
      }
    }
  }

  private void checkTime() throws IOException {
    if (System.nanoTime() - deadline > 0) {
      throw new BrokenRecordingException("Takes too long");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
