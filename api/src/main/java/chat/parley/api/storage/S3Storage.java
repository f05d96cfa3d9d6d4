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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

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

  private static final int NOTHING_THERE = 404;
  private static final int BEYOND_THE_END = 416;

  private final S3Settings settings;
  private final S3Connection connection;
  private final PartBuffers buffers;
  private final Clock clock;

  S3Storage(S3Settings settings, Clock clock) {
    this.settings = settings;
    this.connection = new S3Connection(settings);
    this.buffers =
        new PartBuffers(settings.partSize(), settings.partsInMemory(), settings.callTimeout());
    this.clock = clock;
  }

  @Override
  public void put(StorageKey key, InputStream content) throws IOException {
    byte[] head = content.readNBytes(SMALL);
    if (head.length < SMALL) {
      putAtOnce(key, head, head.length);
      return;
    }
    try (PartBuffers.Lent lent = buffers.take()) {
      byte[] part = lent.bytes();
      System.arraycopy(head, 0, part, 0, SMALL);
      int length = SMALL + content.readNBytes(part, SMALL, part.length - SMALL);
      if (length < part.length) {
        putAtOnce(key, part, length);
      } else {
        putInParts(key, part, content);
      }
    }
  }

  private void putAtOnce(StorageKey key, byte[] bytes, int length) {
    ours(
        () ->
            connection
                .client()
                .putObject(
                    object -> object.bucket(settings.bucket()).key(path(key)),
                    S3Upload.body(bytes, length)));
  }

  /// @param part the first, full; the others are read into it
  private void putInParts(StorageKey key, byte[] part, InputStream content) throws IOException {
    try (S3Upload upload =
        ours(() -> S3Upload.begin(connection.client(), settings.bucket(), path(key)))) {
      for (int length = part.length; length > 0; ) {
        int sent = length;
        ours(() -> upload.add(part, sent));
        length = content.readNBytes(part, 0, part.length);
      }
      ours(upload::complete);
    }
  }

  @Override
  public Optional<Stored> get(StorageKey key) {
    return get(key, 0, Long.MAX_VALUE);
  }

  @Override
  public Optional<Stored> get(StorageKey key, long from, long length) {
    // A range of nothing can't be said.
    return length == 0 ? nothingOf(key) : ours(() -> find(key, from, length));
  }

  private Optional<Stored> find(StorageKey key, long from, long length) {
    try {
      ResponseInputStream<GetObjectResponse> found =
          connection
              .client()
              .getObject(
                  object ->
                      object.bucket(settings.bucket()).key(path(key)).range(range(from, length)));
      return Optional.of(new Stored(size(found.response()), new S3Content(found)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == BEYOND_THE_END) {
        return nothingOf(key);
      }
      throw e;
    }
  }

  private static @Nullable String range(long from, long length) {
    if (from == 0 && length == Long.MAX_VALUE) {
      return null;
    }
    return length > Long.MAX_VALUE - from
        ? "bytes=%d-".formatted(from)
        : "bytes=%d-%d".formatted(from, from + length - 1);
  }

  /// Of the whole: `bytes 3-6/10`.
  private static long size(GetObjectResponse found) {
    String range = found.contentRange();
    return range == null
        ? found.contentLength()
        : Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  /// How large it is, and nothing else.
  private Optional<Stored> nothingOf(StorageKey key) {
    return ours(
        () -> {
          try {
            long size =
                connection
                    .client()
                    .headObject(object -> object.bucket(settings.bucket()).key(path(key)))
                    .contentLength();
            return Optional.of(new Stored(size, InputStream.nullInputStream()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void delete(StorageKey key) {
    ours(
        () ->
            connection
                .client()
                .deleteObject(object -> object.bucket(settings.bucket()).key(path(key))));
  }

  @Override
  public Optional<URI> link(
      StorageKey key, Duration validity, String contentType, String contentDisposition) {
    if (!settings.presignedDownloads()) {
      return Optional.empty();
    }
    return ours(
        () ->
            Optional.of(
                connection
                    .presigner()
                    .presignGetObject(
                        link ->
                            link.signatureDuration(validity)
                                .getObjectRequest(
                                    object ->
                                        object
                                            .bucket(settings.bucket())
                                            .key(path(key))
                                            .responseContentType(contentType)
                                            .responseContentDisposition(contentDisposition)))
                    .httpRequest()
                    .getUri()));
  }

  @Override
  public void forEach(String area, Instant before, Consumer<StorageKey> each) {
    String path = settings.prefix() + area + "/";
    ours(
        () -> {
          for (S3Object found :
              connection
                  .client()
                  .listObjectsV2Paginator(list -> list.bucket(settings.bucket()).prefix(path))
                  .contents()) {
            if (found.lastModified().isBefore(before)) {
              StorageKey.find(area, found.key().substring(path.length())).ifPresent(each);
            }
          }
          return null;
        });
  }

  /// Ends what a process left unfinished when it died, any of them. Nobody sees it, but it costs.
  @Scheduled(initialDelay = "10m", fixedDelay = "6h")
  void sweep() {
    Instant before = clock.instant().minus(ABANDONED);
    ours(
        () -> {
          for (MultipartUpload unfinished :
              connection
                  .client()
                  .listMultipartUploadsPaginator(
                      list -> list.bucket(settings.bucket()).prefix(settings.prefix()))
                  .uploads()) {
            if (unfinished.initiated().isBefore(before)) {
              abort(unfinished);
            }
          }
          return null;
        });
  }

  private void abort(MultipartUpload unfinished) {
    try {
      connection
          .client()
          .abortMultipartUpload(
              upload ->
                  upload
                      .bucket(settings.bucket())
                      .key(unfinished.key())
                      .uploadId(unfinished.uploadId()));
    } catch (S3Exception e) {
      // Another api was here first.
      if (e.statusCode() != NOTHING_THERE) {
        throw e;
      }
    }
  }

  @PreDestroy
  void close() {
    connection.close();
  }

  private String path(StorageKey key) {
    return settings.prefix() + key.area() + "/" + key.name();
  }

  /// Of two things that may fail, the content is the caller's and S3 is ours.
  private static <T extends @Nullable Object> T ours(Supplier<T> work) {
    try {
      return work.get();
    } catch (SdkException e) {
      throw new StorageException("S3 fails", e);
    }
  }
}
