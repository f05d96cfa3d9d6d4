package chat.parley.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.draft.DraftFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder as storage.
class FolderStorageTest extends StorageContract {
  private static final StorageKey KEY = new StorageKey("things", "one.bin");

  @TempDir Path folder;
  private @Nullable FolderStorage storage;

  @Override
  FolderStorage storage() {
    if (storage == null) {
      storage = new FolderStorage(folder.resolve("made-when-needed"), Clock.systemUTC());
    }
    return storage;
  }

  @Override
  List<String> unfinished() throws IOException {
    return DraftFiles.drafts(incoming()).stream().map(Path::toString).toList();
  }

  @Override
  void fill(String area, List<String> names) throws IOException {
    for (String name : names) {
      Path shelf =
          folder
              .resolve("made-when-needed")
              .resolve(area)
              .resolve("%02x".formatted(name.hashCode() & 0xFF));
      Files.createDirectories(shelf);
      Files.createFile(shelf.resolve(name));
    }
  }

  @AfterEach
  void close() {
    storage().close();
  }

  private Path incoming() {
    return folder.resolve("made-when-needed").resolve("incoming");
  }

  @Test
  void nothingIsLeftBesideWhatWasPut() throws IOException {
    storage().put(KEY, new ByteArrayInputStream(new byte[10]));
    storage().put(KEY, new ByteArrayInputStream(new byte[20]));

    assertThat(DraftFiles.drafts(folder)).singleElement().asString().endsWith("one.bin");
    storage().close();
    assertThat(DraftFiles.all(folder)).singleElement().asString().endsWith("one.bin");
  }

  @Test
  void aFolderThatFailsIsNotTheFaultOfWhoAsks() throws IOException {
    Path file = Files.writeString(folder.resolve("no-folder"), "");
    Storage broken = new FolderStorage(file, Clock.systemUTC());

    assertThatThrownBy(() -> broken.put(KEY, new ByteArrayInputStream(new byte[1])))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> broken.get(KEY)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> broken.delete(KEY)).isInstanceOf(StorageException.class);
  }

  @Test
  void aFolderHasNoAddresses() {
    assertThat(storage().link(KEY, Duration.ofMinutes(1), "image/png", "inline")).isEmpty();
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
}
