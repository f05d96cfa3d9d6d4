package chat.parley.api.storage;

import chat.parley.api.draft.DoomedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/// What [KilledPutTest] kills.
final class HalfPut {
  private HalfPut() {}

  public static void main(String[] arguments) throws IOException {
    FolderStorage storage = new FolderStorage(Path.of(arguments[0]), Clock.systemUTC());
    // It sweeps too, as all do. That must not cost it its lock.
    storage.put(
        new StorageKey("things", "half.bin"),
        DoomedProcess.halfOf(new byte[1_000_000], storage::sweep));
  }
}
