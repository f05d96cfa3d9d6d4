package chat.parley.api;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class MediaInAFolderIT extends MediaAccessContract {
  @TempDir static Path folder;

  @Override
  Map<String, Object> storage() {
    return Map.of("parley.storage.folder", folder.toString());
  }
}
