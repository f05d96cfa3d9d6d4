package chat.parley.api.storage;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// A bucket of S3, or of what speaks as it does. S3 itself shows an object whole or not at all:
/// what comes in one request when that is over, what comes in parts when it is told that there
/// are no more.
///
/// ```
/// <prefix><area>/<name>
/// ```
@Context // Made at the start, so that settings that are none are found out there.
@Requires(property = "parley.storage.type", value = "s3")
class S3Storage implements Storage {
  /// Contents below this don't wait for a part's memory.
  private static final int SMALL = 64 * 1024;

  /// How long an upload may lie unfinished before its process is taken for dead.
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final S3Settings settings;
  private final S3Bucket bucket;
  private final PartBuffers buffers;
  private final Clock clock;

  S3Storage(S3Settings settings, Clock clock) {
    this.settings = settings;
    this.bucket = new S3Bucket(settings);
    this.buffers =
        new PartBuffers(settings.partSize(), settings.partsInMemory(), settings.callTimeout());
    this.clock = clock;
  }

  @Override
  public void put(StorageKey key, InputStream content) throws IOException {
    byte[] head = content.readNBytes(SMALL);
    if (head.length < SMALL) {
      done(() -> bucket.put(path(key), head, head.length));
      return;
    }
    try (PartBuffers.Lent lent = buffers.take()) {
      byte[] part = lent.bytes();
      System.arraycopy(head, 0, part, 0, SMALL);
      int length = SMALL + content.readNBytes(part, SMALL, part.length - SMALL);
      if (length < part.length) {
        done(() -> bucket.put(path(key), part, length));
      } else {
        putInParts(key, part, content);
      }
    }
  }

  /// @param part the first, full; the others are read into it
  private void putInParts(StorageKey key, byte[] part, InputStream content) throws IOException {
    try (S3Upload upload = ours(() -> bucket.begin(path(key)))) {
      for (int length = part.length; length > 0; ) {
        int sent = length;
        done(() -> upload.add(part, sent));
        length = content.readNBytes(part, 0, part.length);
      }
      done(upload::complete);
    }
  }

  @Override
  public Optional<Stored> get(StorageKey key) {
    return get(key, 0, Long.MAX_VALUE);
  }

  @Override
  public Optional<Stored> get(StorageKey key, long from, long length) {
    // A range of nothing can't be said.
    return ours(
        () -> length == 0 ? bucket.getNothing(path(key)) : bucket.get(path(key), from, length));
  }

  @Override
  public void delete(StorageKey key) {
    done(() -> bucket.delete(path(key)));
  }

  @Override
  public Optional<URI> link(
      StorageKey key, Duration validity, String contentType, String contentDisposition) {
    return settings.presignedDownloads()
        ? Optional.of(ours(() -> bucket.link(path(key), validity, contentType, contentDisposition)))
        : Optional.empty();
  }

  @Override
  public void forEach(String area, Instant before, Consumer<StorageKey> each) {
    String path = settings.prefix() + area + "/";
    done(
        () ->
            bucket
                .list(path)
                .filter(found -> found.lastModified().isBefore(before))
                .flatMap(
                    found -> StorageKey.find(area, found.key().substring(path.length())).stream())
                .forEach(each));
  }

  /// Ends what a process left unfinished when it died, any of them. Nobody sees it, but it costs.
  @Scheduled(initialDelay = "10m", fixedDelay = "6h")
  void sweep() {
    Instant before = clock.instant().minus(ABANDONED);
    done(
        () ->
            bucket
                .unfinished(settings.prefix())
                .filter(upload -> upload.initiated().isBefore(before))
                .forEach(bucket::abort));
  }

  @PreDestroy
  void close() {
    bucket.close();
  }

  private String path(StorageKey key) {
    return settings.prefix() + key.area() + "/" + key.name();
  }

  /// Of two things that may fail, the content is the caller's and S3 is ours.
  private static <T> T ours(Supplier<T> work) {
    try {
      return work.get();
    } catch (SdkException e) {
      throw new StorageException("S3 fails", e);
    }
  }

  private static void done(Runnable work) {
    try {
      work.run();
    } catch (SdkException e) {
      throw new StorageException("S3 fails", e);
    }
  }
}
