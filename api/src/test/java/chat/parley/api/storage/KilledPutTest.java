package chat.parley.api.storage;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.draft.DoomedProcess;
import chat.parley.api.draft.DraftFiles;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of a put.
class KilledPutTest {
  @TempDir Path folder;

  @Test
  void leavesNothingOnceAnotherHasLookedAndKeepsWhatItHasAsLongAsItLives() throws Exception {
    FolderStorage other = new FolderStorage(folder, Clock.systemUTC());
    try (DoomedProcess process = DoomedProcess.start(HalfPut.class, folder)) {
      other.sweep();
      assertThat(DraftFiles.drafts(folder)).hasSize(1);

      process.kill();
      assertThat(DraftFiles.drafts(folder)).hasSize(1);
      other.sweep();
      assertThat(DraftFiles.all(folder)).isEmpty();
    }
    assertThat(other.get(new StorageKey("things", "half.bin"))).isEmpty();
  }
}
