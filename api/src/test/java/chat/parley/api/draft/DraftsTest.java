package chat.parley.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that go with their process. That processes are killed is in the tests of those who use
/// it.
class DraftsTest {
  @TempDir Path folder;

  @Test
  void whatIsInUseStaysAlsoWhenItIsOpenedAndClosed() throws IOException {
    try (Drafts drafts = drafts();
        Drafts others = drafts()) {
      Path draft = Files.writeString(drafts.next(), "half");
      assertThat(Files.readString(draft)).isEqualTo("half");

      drafts.sweep();
      others.sweep();

      assertThat(draft).hasContent("half");
    }
  }

  @Test
  void whoeverIsClosedLeavesNothingButWhatIsStillWritten() throws IOException {
    Drafts drafts = drafts();
    Path draft = Files.writeString(drafts.next(), "half");
    drafts.close();
    assertThat(draft).exists();

    drafts().sweep();

    assertThat(DraftFiles.all(folder)).isEmpty();
    Drafts clean = drafts();
    Files.delete(Files.writeString(clean.next(), "done"));
    clean.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void nobodyElseMayLookAtThem() throws IOException {
    try (Drafts drafts = drafts()) {
      Path place = drafts.next().getParent();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aFolderThatSomebodyClearedAwayIsMadeAnew() throws IOException {
    try (Drafts drafts = drafts()) {
      Files.writeString(drafts.next(), "half");
      PathUtils.deleteDirectory(folder);

      assertThat(Files.writeString(drafts.next(), "half")).exists();
    }
  }

  /// From versions that knew no locks, or on file systems that know none.
  @Test
  void whatHasNoLockGoesAfterADay() throws IOException {
    Path old = aged("7f8a1c3e-52d0-4a51-9a5e-1d2f3a4b5c6d", 25);
    Path young = aged("8f8a1c3e-52d0-4a51-9a5e-1d2f3a4b5c6d", 23);

    drafts().sweep();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  /// Who is told to use a folder that has other things in it does no harm.
  @Test
  void whatIsOfOthersStays() throws IOException {
    Path others = aged("photos", 1000);
    Path lock = aged("photos.lock", 1000);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "");
    Files.createSymbolicLink(folder.resolve("9f8a1c3e-52d0-4a51-9a5e-1d2f3a4b5c6d"), elsewhere);
    Files.setLastModifiedTime(elsewhere, FileTime.from(Instant.EPOCH));

    drafts().sweep();

    assertThat(List.of(others, lock, elsewhere.resolve("file"))).allMatch(Files::exists);
  }

  private Path aged(String name, int hours) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "half");
    return Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
  }

  @Test
  void whereThereIsNoFolderThereIsNothingToSweep() throws IOException {
    new Drafts(folder.resolve("none"), Clock.systemUTC()).sweep();

    Path file = Files.writeString(folder.resolve("file"), "");
    Drafts broken = new Drafts(file, Clock.systemUTC());
    broken.sweep();
    assertThatThrownBy(broken::next).isInstanceOf(IOException.class);
  }

  /// A lock is free for a moment after its file is made, and a sweep may come just then.
  @Test
  void whoBeginsWhileOthersSweepKeepsWhatItHas() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < 50; j++) {
                    try (Drafts drafts = drafts()) {
                      Path draft = Files.writeString(drafts.next(), "half");
                      drafts.sweep();
                      Files.delete(draft);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  /// What a process sees that sweeps exactly then: free, and so it takes it away.
  @Test
  void aLockThatWasTakenAwayIsNone() throws IOException {
    Path lock = folder.resolve(UUID.randomUUID() + ".lock");
    try (FileChannel late =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      assertThat(Claim.look(lock)).isEqualTo(Claim.Fate.DEAD);

      assertThat(Claim.isHeld(late, lock)).isFalse();
    }
  }

  private Drafts drafts() {
    return new Drafts(folder, Clock.systemUTC());
  }
}
