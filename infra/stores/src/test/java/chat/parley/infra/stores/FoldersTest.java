package chat.parley.infra.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  private static final int CALLERS = 8;

  @TempDir Path parent;

  @Test
  void ofManyWhoMakeAFolderAtOnceOneWinsAndNothingElseRemains() throws Exception {
    var folder = parent.resolve("made/here");
    var allFilling = new CountDownLatch(CALLERS);
    var callers = new ArrayList<Future<Path>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var caller = 0; caller < CALLERS; caller++) {
        callers.add(executor.submit(() -> Folders.once(folder, made -> fill(made, allFilling))));
      }
    }
    for (var caller : callers) {
      assertThat(caller.get()).isEqualTo(folder);
    }
    try (var files = Files.walk(parent)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(folder.resolve("file"));
    }
  }

  private static void fill(Path folder, CountDownLatch allFilling) throws IOException {
    Files.writeString(folder.resolve("file"), "content");
    allFilling.countDown();
    try {
      allFilling.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFolderThatCouldNotBeFilledIsNotThere() throws IOException {
    var folder = parent.resolve("folder");
    assertThatThrownBy(
            () ->
                Folders.once(
                    folder,
                    made -> {
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(parent).isEmptyDirectory();
  }
}
