package chat.parley.system.observability;

import chat.parley.infra.dev.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder `infra/observability`.
final class Folder {
  static final Path PATH = Checkout.here().root().resolve("infra/observability");

  private Folder() {}

  static String text(String file) {
    try {
      return Files.readString(PATH.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
