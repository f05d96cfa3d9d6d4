package chat.parley.api.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files in and out of [Images].
final class Cleaning {
  static final ImageSettings SETTINGS = new ImageSettings(50_000_000, 2_000_000_000L, 2, 64);

  private final Path folder;
  private final Images images;

  Cleaning(Path folder, ImageSettings settings) {
    this.folder = folder;
    this.images = new Images(settings);
  }

  Cleaning(Path folder) {
    this(folder, SETTINGS);
  }

  @SuppressWarnings("ArrayRecordComponent") // Looked into, never compared.
  record Result(Cleaned said, byte[] bytes) {}

  Result clean(byte[] bytes, String type) throws IOException {
    Path target = folder.resolve("cleaned");
    Cleaned said = images.clean(file(bytes), type, target);
    byte[] written = Files.readAllBytes(target);
    Files.delete(target);
    return new Result(said, written);
  }

  Preview preview(byte[] bytes, String type) throws IOException {
    return images.preview(file(bytes), type);
  }

  Images images() {
    return images;
  }

  Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("picture"), bytes);
  }
}
