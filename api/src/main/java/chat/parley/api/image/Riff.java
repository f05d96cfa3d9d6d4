package chat.parley.api.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// A RIFF file: chunks, little-endian, padded to an even length.
final class Riff implements Closeable {
  static final int HEADER = 12;

  private static final long MOST = 0xFFFFFFFFL;

  private final FileChannel file;

  Riff(FileChannel file) {
    this.file = file;
  }

  /// @param start of its content
  record Chunk(String type, long start, int length) {

    /// Where the next one is.
    long end() {
      return start + padded(length);
    }
  }

  static long padded(long length) {
    return length + (length & 1);
  }

  static int u24(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at)) | Byte.toUnsignedInt(bytes.get(at + 2)) << 16;
  }

  /// Where it ends by what it says. What is behind that doesn't belong to it.
  long end(String form) throws IOException {
    ByteBuffer head = read(0, HEADER);
    long end = 8 + Integer.toUnsignedLong(head.getInt(4));
    if (!fourCharacters(head, 0).equals("RIFF") || !fourCharacters(head, 8).equals(form)) {
      throw new BrokenImageException("no " + form);
    }
    if (end > file.size()) {
      throw new BrokenImageException("ends too early");
    }
    return end;
  }

  Chunk chunk(long at, long end) throws IOException {
    if (at + 8 > end) {
      throw new BrokenImageException("ends too early");
    }
    ByteBuffer head = read(at, 8);
    int length = head.getInt(4);
    if (length < 0 || at + 8 + length > end) {
      throw new BrokenImageException("a chunk beyond the end");
    }
    return new Chunk(fourCharacters(head, 0), at + 8, length);
  }

  private static String fourCharacters(ByteBuffer head, int at) {
    byte[] characters = new byte[4];
    head.get(at, characters);
    return new String(characters, StandardCharsets.ISO_8859_1);
  }

  /// @param length what the caller has found to be little
  ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new BrokenImageException("ends too early");
      }
    }
    return bytes.flip();
  }

  void copy(long at, int length, OutputStream out) throws IOException {
    int part;
    for (int done = 0; done < length; done += part) {
      part = Math.min(length - done, 16 * 1024);
      out.write(read(at + done, part).array());
    }
  }

  void copyPadded(Chunk chunk, OutputStream out) throws IOException {
    copy(chunk.start(), chunk.length(), out);
    if ((chunk.length() & 1) != 0) {
      out.write(0);
    }
  }

  void writeHeader(OutputStream out, String form, long length) throws IOException {
    if (length + 4 > MOST) {
      throw new BrokenImageException("too long");
    }
    writeHead(out, "RIFF", length + 4);
    out.write(form.getBytes(StandardCharsets.ISO_8859_1));
  }

  void writeHead(OutputStream out, String type, long length) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    head.put(type.getBytes(StandardCharsets.ISO_8859_1)).putInt((int) length);
    out.write(head.array());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
