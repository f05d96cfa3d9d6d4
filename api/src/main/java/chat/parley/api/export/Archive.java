package chat.parley.api.export;

import chat.parley.shared.id.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// A ZIP that comes into being as it is read: [#next] works until there is a chunk to hand out,
/// and no further. Whoever stops asking stops the work, and what is in memory is a page of rows
/// and a chunk. One thread at a time.
final class Archive implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream(2 * CHUNK);
  private final ZipOutputStream zip = new ZipOutputStream(written, StandardCharsets.UTF_8);
  private final UserId user;
  private final Iterator<Part> parts;
  private final RowRepository repository;

  private @Nullable Writing writing;
  private boolean finished;

  Archive(UserId user, List<Part> parts, RowRepository repository) {
    this.user = user;
    this.parts = List.copyOf(parts).iterator();
    this.repository = repository;
  }

  /// @return empty at the end
  Optional<byte[]> next() throws IOException {
    while (written.size() < CHUNK && !finished) {
      step();
    }
    if (written.size() == 0) {
      return Optional.empty();
    }
    byte[] chunk = written.toByteArray();
    written.reset();
    return Optional.of(chunk);
  }

  private void step() throws IOException {
    if (writing == null) {
      begin();
    } else if (!writing.goesOn()) {
      writing.close();
      writing = null;
      zip.closeEntry();
    }
  }

  private void begin() throws IOException {
    if (!parts.hasNext()) {
      zip.close();
      finished = true;
      return;
    }
    Part part = parts.next();
    zip.putNextEntry(new ZipEntry(part.name()));
    writing =
        switch (part) {
          case Part.Rows rows -> new RowsWriting(rows);
          case Part.Content content -> new ContentWriting(content.open().open());
        };
  }

  @Override
  public void close() throws IOException {
    if (writing != null) {
      writing.close();
      writing = null;
    }
    finished = true;
  }

  /// A file being written.
  private interface Writing extends AutoCloseable {

    /// A little more of it.
    ///
    /// @return false when that was all
    boolean goesOn() throws IOException;

    @Override
    void close() throws IOException;
  }

  private final class RowsWriting implements Writing {
    private final Part.Rows rows;
    private String after;
    private String separator = "{\"items\":[\n";

    RowsWriting(Part.Rows rows) {
      this.rows = rows;
      this.after = rows.first();
    }

    @Override
    public boolean goesOn() throws IOException {
      List<RowRepository.Row> page = repository.page(rows, user, after);
      for (RowRepository.Row row : page) {
        write(separator);
        write(row.item());
        separator = ",\n";
        after = row.key();
      }
      if (page.size() == RowRepository.PAGE) {
        return true;
      }
      write(separator.startsWith(",") ? "\n]}\n" : "{\"items\":[]}\n");
      return false;
    }

    private void write(String text) throws IOException {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  private final class ContentWriting implements Writing {
    private final @Nullable InputStream content;

    ContentWriting(Optional<InputStream> content) {
      this.content = content.orElse(null);
    }

    @Override
    public boolean goesOn() throws IOException {
      byte[] bytes = content == null ? new byte[0] : content.readNBytes(CHUNK);
      zip.write(bytes);
      return bytes.length == CHUNK;
    }

    @Override
    public void close() throws IOException {
      if (content != null) {
        content.close();
      }
    }
  }
}
