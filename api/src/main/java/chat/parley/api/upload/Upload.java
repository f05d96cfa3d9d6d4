package chat.parley.api.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file that came, on the disk until this is closed, and what came with it.
///
/// @param file named by us
/// @param size in bytes
/// @param declaredType the type that the client says it has
/// @param fileName as the client has it, not to be used as a path
/// @param fields the other parts of the form
public record Upload(
    Path file,
    long size,
    @Nullable String declaredType,
    @Nullable String fileName,
    Map<String, String> fields)
    implements AutoCloseable {

  public Upload {
    fields = Map.copyOf(fields);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
