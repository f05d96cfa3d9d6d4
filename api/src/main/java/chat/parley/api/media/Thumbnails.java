package chat.parley.api.media;

import chat.parley.api.image.BrokenImageException;
import chat.parley.api.image.Decoders;
import chat.parley.api.image.Images;
import chat.parley.api.image.Preview;
import chat.parley.api.image.TooManyPixelsException;
import chat.parley.api.storage.Storage;
import chat.parley.api.storage.Stored;
import chat.parley.api.system.Batches;
import chat.parley.api.upload.Uploads;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the small pictures of pictures, beside the requests that brought them: on the few
/// threads of [Decoders]. What isn't made then, because too many wait or the process dies, is
/// made by whichever api looks next; what can't be made isn't tried again.
@Singleton
class Thumbnails {
  private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
  private static final int AT_ONCE = 4;

  private final Images images;
  private final Decoders decoders;
  private final Storage storage;
  private final Uploads uploads;
  private final ContentRepository repository;

  Thumbnails(
      Images images,
      Decoders decoders,
      Storage storage,
      Uploads uploads,
      ContentRepository repository) {
    this.images = images;
    this.decoders = decoders;
    this.storage = storage;
    this.uploads = uploads;
    this.repository = repository;
  }

  /// @param file the content's bytes, at least until it is done; without them it is done later
  CompletableFuture<?> make(ContentId content, String type, Path file) {
    try {
      return decoders.submit(
          () -> {
            makeNow(content, type, file);
            return content;
          });
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void makeNow(ContentId content, String type, Path file) throws IOException {
    Optional<Preview> preview = preview(type, file);
    if (preview.isEmpty()) {
      repository.noteThumbnail(content, null);
      return;
    }
    Preview made = preview.get();
    storage.put(content.thumbnailKey(), new ByteArrayInputStream(made.content()));
    if (!repository.noteThumbnail(content, made)) {
      storage.delete(content.thumbnailKey());
    }
  }

  private Optional<Preview> preview(String type, Path file) throws IOException {
    try {
      return Optional.of(images.preview(file, type));
    } catch (BrokenImageException | TooManyPixelsException e) {
      return Optional.empty();
    }
  }

  @Scheduled(initialDelay = "1m", fixedDelay = "1m")
  void makeDue() {
    Batches.work(
        LOG,
        "thumbnails have to wait",
        most -> {
          repository.thumbnailsDue(AT_ONCE).forEach(this::makeLate);
          return 0;
        });
  }

  private void makeLate(ContentRepository.Due due) {
    storage.get(due.content().key()).ifPresent(stored -> makeLate(due, stored));
  }

  private void makeLate(ContentRepository.Due due, Stored stored) {
    try (stored) {
      Path copy = uploads.scratch();
      try {
        Files.copy(stored.content(), copy);
        make(due.content(), due.type(), copy).join();
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
