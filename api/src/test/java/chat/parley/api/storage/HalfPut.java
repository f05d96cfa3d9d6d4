package chat.parley.api.storage;

import chat.parley.api.draft.DoomedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/// What [KilledPutTest] kills.
final class HalfPut {
  private HalfPut() {}

  public static void main(String[] arguments) throws IOException {
    new FolderStorage(Path.of(arguments[0]), Clock.systemUTC())
        .put(new StorageKey("things", "half.bin"), DoomedProcess.halfOf(new byte[1_000_000]));
  }
}
