package chat.parley.api.upload;

import chat.parley.api.draft.Drafts;
import chat.parley.api.storage.StorageException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.fileupload.MultipartStream;
import org.jspecify.annotations.Nullable;

/// Reads one multipart form (RFC 7578) from beginning to end: the first part `file` to the disk,
/// the others, which are short, to memory. Closing deletes the file unless it was handed out.
final class FormReader implements AutoCloseable {
  private static final String FILE = "file";
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int LONGEST_FIELD = 32 * 1024;
  private static final int MOST_PARTS = 20;

  private final MultipartStream form;
  private final long most;
  private final Drafts drafts;
  private final Map<String, String> fields = new HashMap<>();
  private @Nullable Path file;
  private long size;
  private boolean givenUp;
  private @Nullable PartHead fileHead;

  /// @param drafts where the file is to be
  FormReader(InputStream body, String boundary, long most, Drafts drafts) {
    this.form =
        new MultipartStream(
            new Source(body), boundary.getBytes(StandardCharsets.US_ASCII), BUFFER, null);
    this.most = most;
    this.drafts = drafts;
    form.setHeaderEncoding(StandardCharsets.UTF_8.name());
    form.setPartHeaderSizeMax(LONGEST_HEAD);
  }

  UploadResult read() throws IOException {
    boolean more = form.skipPreamble();
    if (!more) {
      return new UploadResult.Malformed();
    }
    for (int part = 0; more; part++) {
      if (part == MOST_PARTS) {
        throw new TooLargeException();
      }
      readPart(PartHead.parse(form.readHeaders()));
      more = form.readBoundary();
    }
    Path received = file;
    PartHead head = fileHead;
    if (received == null || head == null) {
      return new UploadResult.Missing();
    }
    file = null;
    return new UploadResult.Received(
        new Upload(received, size, head.type(), head.fileName(), fields));
  }

  private void readPart(PartHead head) throws IOException {
    String name = head.name();
    if (FILE.equals(name) && file == null) {
      fileHead = head;
      readFile();
      return;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    form.readBodyData(new Bounded(text, LONGEST_FIELD));
    // Another file is no field, and not wanted.
    if (name != null && head.fileName() == null) {
      fields.putIfAbsent(name, checked(text.toString(StandardCharsets.UTF_8)));
    }
  }

  /// As for strings elsewhere: PostgreSQL has no place for U+0000.
  private static String checked(String text) throws MultipartStream.MalformedStreamException {
    if (text.indexOf('\0') >= 0) {
      throw new MultipartStream.MalformedStreamException("a field has U+0000");
    }
    return text;
  }

  private void readFile() throws IOException {
    try (OutputStream out = new Disk(open())) {
      Bounded bounded = new Bounded(out, most);
      form.readBodyData(bounded);
      size = bounded.written;
    }
  }

  private OutputStream open() {
    try {
      Path target = drafts.next();
      file = target;
      return new BufferedOutputStream(
          Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          BUFFER);
    } catch (IOException e) {
      throw full(e);
    }
  }

  private StorageException full(IOException failure) {
    givenUp = true;
    return new StorageException("no place for uploads", failure);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /// Gives nothing more once it was of no use: a part that is given up is read to its end by
  /// the library, and that end may never come.
  private final class Source extends FilterInputStream {
    Source(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      refuseMore();
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      refuseMore();
      return super.read(bytes, offset, length);
    }

    private void refuseMore() throws TooLargeException {
      if (givenUp) {
        throw new TooLargeException();
      }
    }
  }

  /// That it is full is our fault, where an [IOException] means that the client hung up.
  private final class Disk extends FilterOutputStream {
    Disk(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw full(e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw full(e);
      }
    }
  }

  /// Takes so much and no more.
  private final class Bounded extends OutputStream {
    private final OutputStream out;
    private final long most;
    private long written;

    Bounded(OutputStream out, long most) {
      this.out = out;
      this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      written += length;
      if (written > most) {
        givenUp = true;
        throw new TooLargeException();
      }
      out.write(bytes, offset, length);
    }
  }
}
