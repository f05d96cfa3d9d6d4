package chat.parley.api.storage;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What is asked of one bucket. What S3 fails with is thrown as the SDK throws it.
final class S3Bucket implements AutoCloseable {
  private static final int NOTHING_THERE = 404;
  private static final int BEYOND_THE_END = 416;

  private final String name;
  private final S3Connection connection;

  S3Bucket(S3Settings settings) {
    this.name = settings.bucket();
    this.connection = new S3Connection(settings);
  }

  private S3Client client() {
    return connection.client();
  }

  void put(String path, byte[] bytes, int length) {
    client().putObject(object -> object.bucket(name).key(path), S3Upload.body(bytes, length));
  }

  S3Upload begin(String path) {
    return S3Upload.begin(client(), name, path);
  }

  /// @param length 1 at least
  Optional<Stored> get(String path, long from, long length) {
    try {
      ResponseInputStream<GetObjectResponse> found =
          client().getObject(object -> object.bucket(name).key(path).range(range(from, length)));
      return Optional.of(new Stored(size(found.response()), new S3Content(found)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == BEYOND_THE_END) {
        return getNothing(path);
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

  /// How large it is, and no byte of it.
  Optional<Stored> getNothing(String path) {
    try {
      long size = client().headObject(object -> object.bucket(name).key(path)).contentLength();
      return Optional.of(new Stored(size, InputStream.nullInputStream()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  void delete(String path) {
    client().deleteObject(object -> object.bucket(name).key(path));
  }

  URI link(String path, Duration validity, String contentType, String contentDisposition) {
    return connection
        .presigner()
        .presignGetObject(
            link ->
                link.signatureDuration(validity)
                    .getObjectRequest(
                        object ->
                            object
                                .bucket(name)
                                .key(path)
                                .responseContentType(contentType)
                                .responseContentDisposition(contentDisposition)))
        .httpRequest()
        .getUri();
  }

  /// A page at a time.
  Stream<S3Object> list(String prefix) {
    return client()
        .listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))
        .contents()
        .stream();
  }

  /// A page at a time.
  Stream<MultipartUpload> unfinished(String prefix) {
    return client()
        .listMultipartUploadsPaginator(list -> list.bucket(name).prefix(prefix))
        .uploads()
        .stream();
  }

  void abort(MultipartUpload unfinished) {
    try {
      client()
          .abortMultipartUpload(
              upload -> upload.bucket(name).key(unfinished.key()).uploadId(unfinished.uploadId()));
    } catch (S3Exception e) {
      // Another api was here first.
      if (e.statusCode() != NOTHING_THERE) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
