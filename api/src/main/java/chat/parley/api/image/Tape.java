package chat.parley.api.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is read once from front to back, and what of it is copied. Big-endian. In memory
/// is never more of it than a buffer; where it ends too early it is broken.
final class Tape implements Closeable {
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int at;
  private int end;

  /// @param out not closed
  Tape(Path file, OutputStream out) throws IOException {
    this.in = Files.newInputStream(file);
    this.out = out;
  }

  int u8() throws IOException {
    fill();
    return buffer[at++] & 0xFF;
  }

  int u16() throws IOException {
    return u8() << 8 | u8();
  }

  /// Little-endian.
  int u16le() throws IOException {
    return u8() | u8() << 8;
  }

  int i32() throws IOException {
    return u16() << 16 | u16();
  }

  /// @param length what the caller has found to be little
  byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      fill();
      int part = Math.min(length - done, end - at);
      System.arraycopy(buffer, at, bytes, done, part);
      at += part;
      done += part;
    }
    return bytes;
  }

  void copy(long length) throws IOException {
    pass(length, true);
  }

  void skip(long length) throws IOException {
    pass(length, false);
  }

  void pass(long length, boolean copied) throws IOException {
    for (long left = length; left > 0; ) {
      fill();
      int part = (int) Math.min(left, end - at);
      if (copied) {
        out.write(buffer, at, part);
      }
      at += part;
      left -= part;
    }
  }

  void copyRest() throws IOException {
    out.write(buffer, at, end - at);
    in.transferTo(out);
  }

  /// Up to the first such byte, which is read and not copied.
  void passUntil(byte stop, boolean copied) throws IOException {
    while (true) {
      fill();
      int from = at;
      while (at < end && buffer[at] != stop) {
        at++;
      }
      if (copied) {
        out.write(buffer, from, at - from);
      }
      if (at < end) {
        at++;
        return;
      }
    }
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void write(String ascii) throws IOException {
    out.write(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write8(int value) throws IOException {
    out.write(value);
  }

  void write16(int value) throws IOException {
    out.write(value >>> 8);
    out.write(value);
  }

  void write16le(int value) throws IOException {
    out.write(value);
    out.write(value >>> 8);
  }

  void write32(int value) throws IOException {
    write16(value >>> 16);
    write16(value);
  }

  private void fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
      if (end == 0) {
        throw new BrokenImageException("ends too early");
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
