package chat.parley.api.media;

import chat.parley.api.storage.Storage;
import chat.parley.api.system.Sha256;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;

/// Keeps bytes once, whoever brings them and how often.
///
/// Invariant: whoever finds the row of a content finds its bytes. They are put before the row and
/// deleted after it ([ContentRemovals]), always under an id that was never used before: who puts
/// the same bytes while they are being deleted puts them somewhere else. What is put and then
/// gets no row, for its process died, is found by [MediaSweep].
@Singleton
class Contents {
  /// Each try is lost to somebody who has just put or deleted the same bytes.
  private static final int TRIES = 5;

  private final Storage storage;
  private final ContentRepository repository;

  Contents(Storage storage, ContentRepository repository) {
    this.storage = storage;
    this.repository = repository;
  }

  /// @param isNew whether nobody has brought these bytes before
  record Kept(ContentId content, boolean isNew) {}

  /// @return empty when others put and delete the same bytes all the time
  Optional<Kept> keep(Medium medium, Path file) throws IOException {
    byte[] sha256 = sha256(file);
    for (int i = 0; i < TRIES; i++) {
      Optional<ContentId> known = repository.find(sha256);
      if (known.isPresent()) {
        if (repository.add(medium, known.get())) {
          return Optional.of(new Kept(known.get(), false));
        }
      } else {
        ContentId fresh = new ContentId(UuidCreator.getTimeOrderedEpoch());
        put(fresh, file);
        if (repository.addWithContent(medium, fresh, sha256, Files.size(file))) {
          return Optional.of(new Kept(fresh, true));
        }
        storage.delete(fresh.key());
      }
    }
    return Optional.empty();
  }

  private void put(ContentId content, Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      storage.put(content.key(), bytes);
    }
  }

  private static byte[] sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }
}
