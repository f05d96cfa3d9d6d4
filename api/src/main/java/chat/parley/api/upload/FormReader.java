package chat.parley.api.upload;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;
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
  private final Map<String, String> fields = new HashMap<>();
  private @Nullable Path file;
  private long size;
  private boolean tooLarge;
  private Map<String, String> fileHead = Map.of();

  FormReader(InputStream body, String boundary, long most) {
    this.form =
        new MultipartStream(
            new Source(body), boundary.getBytes(StandardCharsets.US_ASCII), BUFFER, null);
    this.most = most;
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
      readPart(head(form.readHeaders()));
      more = form.readBoundary();
    }
    Path received = file;
    if (received == null) {
      return new UploadResult.Missing();
    }
    file = null;
    return new UploadResult.Received(
        new Upload(received, size, fileHead.get("content-type"), fileHead.get("filename"), fields));
  }

  private void readPart(Map<String, String> head) throws IOException {
    String name = head.get("name");
    if (FILE.equals(name) && file == null) {
      fileHead = head;
      readFile(Files.createTempFile("parley-upload-", null));
      return;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    form.readBodyData(new Bounded(text, LONGEST_FIELD));
    if (name != null) {
      fields.putIfAbsent(name, text.toString(StandardCharsets.UTF_8));
    }
  }

  private void readFile(Path target) throws IOException {
    file = target;
    try (OutputStream out = Files.newOutputStream(target)) {
      Bounded bounded = new Bounded(out, most);
      form.readBodyData(bounded);
      size = bounded.written;
    }
  }

  /// `name` and `filename` of the disposition, and the `content-type`.
  private static Map<String, String> head(String lines) {
    Map<String, String> head = new HashMap<>();
    for (String line : lines.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("content-disposition")) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = parser.parse(value, ';');
        copy(parameters, "name", head);
        copy(parameters, "filename", head);
      } else if (name.equals("content-type") && !value.isEmpty()) {
        head.put(name, value);
      }
    }
    return head;
  }

  private static void copy(Map<String, String> from, String name, Map<String, String> to) {
    String value = from.get(name);
    if (value != null) {
      to.put(name, value);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /// Gives nothing more once it has been too much: a part that is given up is read to its end by
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
      if (tooLarge) {
        throw new TooLargeException();
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
        tooLarge = true;
        throw new TooLargeException();
      }
      out.write(bytes, offset, length);
    }
  }
}
