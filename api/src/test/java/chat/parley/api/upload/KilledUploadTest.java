package chat.parley.api.upload;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.draft.DoomedProcess;
import chat.parley.api.draft.DraftFiles;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of an upload.
class KilledUploadTest {
  @TempDir Path folder;

  @Test
  void leavesNothingOnceAnotherHasLookedAndKeepsWhatItHasAsLongAsItLives() throws Exception {
    Uploads other = new Uploads(new UploadSettings(folder.toString()), Clock.systemUTC());
    try (DoomedProcess process =
        DoomedProcess.start(HalfReceived.class, folder.resolve("incoming"))) {
      other.sweep();
      assertThat(DraftFiles.drafts(folder)).hasSize(1);

      process.kill();
      assertThat(DraftFiles.drafts(folder)).hasSize(1);
      other.sweep();
      assertThat(DraftFiles.all(folder)).isEmpty();
    }
  }
}
