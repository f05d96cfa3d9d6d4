package chat.parley.api.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What lies in a folder.
public final class DraftFiles {
  private DraftFiles() {}

  /// Locks included.
  public static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  public static List<Path> drafts(Path folder) throws IOException {
    return all(folder).stream().filter(file -> !file.toString().endsWith(".lock")).toList();
  }
}
