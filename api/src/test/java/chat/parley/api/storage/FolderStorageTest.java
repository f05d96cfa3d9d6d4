package chat.parley.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder as storage.
class FolderStorageTest extends StorageContract {
  private static final StorageKey KEY = new StorageKey("things", "one.bin");

  @TempDir Path folder;

  @Override
  FolderStorage storage() {
    return new FolderStorage(folder.resolve("made-when-needed"), Clock.systemUTC());
  }

  @Test
  void nothingIsLeftBesideWhatWasPut() throws IOException {
    storage().put(KEY, new ByteArrayInputStream(new byte[10]));
    storage().put(KEY, new ByteArrayInputStream(new byte[20]));

    assertThat(files()).singleElement().asString().endsWith("one.bin");
  }

  @Test
  void whatAProcessLeftHalfWrittenGoesAfterADay() throws IOException {
    Path incoming = folder.resolve("made-when-needed").resolve("incoming");
    Files.createDirectories(incoming);
    Path old = Files.writeString(incoming.resolve("old"), "half");
    Path young = Files.writeString(incoming.resolve("young"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(23))));

    storage().clear();

    assertThat(files()).containsExactly(young);
  }

  @Test
  void aFolderThatFailsIsNotTheFaultOfWhoAsks() throws IOException {
    Path file = Files.writeString(folder.resolve("no-folder"), "");
    Storage broken = new FolderStorage(file, Clock.systemUTC());

    assertThatThrownBy(() -> broken.put(KEY, new ByteArrayInputStream(new byte[1])))
        .isInstanceOf(StorageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../x", "a/b", "a\\b", ".hidden", "a..b", "a.", "A", "a b", "a\u0000"
      })
  void whatCouldBeAPathIsNoKey(String name) {
    assertThatThrownBy(() -> new StorageKey("things", name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
