package chat.parley.api.storage;

import java.io.IOException;
import java.io.InputStream;

/// What is kept under a key.
///
/// @param size of the whole, in bytes
/// @param content all of it, or the part that was asked for
public record Stored(long size, InputStream content) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    content.close();
  }
}
