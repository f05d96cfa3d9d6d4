package chat.parley.api.storage;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// One content on its way to S3 in parts, of which nobody sees anything before [#complete].
/// Closing it before that takes them away again.
final class S3Upload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

  /// Putting thousands of parts together takes S3 minutes.
  private static final Duration TO_COMPLETE = Duration.ofMinutes(5);

  private final S3Client client;
  private final String bucket;
  private final String path;
  private final String id;
  private final List<CompletedPart> parts = new ArrayList<>();
  private boolean complete;

  private S3Upload(S3Client client, String bucket, String path, String id) {
    this.client = client;
    this.bucket = bucket;
    this.path = path;
    this.id = id;
  }

  static S3Upload begin(S3Client client, String bucket, String path) {
    String id = client.createMultipartUpload(upload -> upload.bucket(bucket).key(path)).uploadId();
    return new S3Upload(client, bucket, path, id);
  }

  /// Sends a part, and when this returns the bytes may be written over.
  void add(byte[] bytes, int length) {
    int number = parts.size() + 1;
    String tag =
        client
            .uploadPart(
                part -> part.bucket(bucket).key(path).uploadId(id).partNumber(number),
                body(bytes, length))
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
  }

  /// Read anew for each try, and not copied.
  static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }

  void complete() {
    client.completeMultipartUpload(
        upload ->
            upload
                .bucket(bucket)
                .key(path)
                .uploadId(id)
                .multipartUpload(all -> all.parts(parts))
                .overrideConfiguration(override -> override.apiCallTimeout(TO_COMPLETE)));
    complete = true;
  }

  @Override
  public void close() {
    if (complete) {
      return;
    }
    try {
      client.abortMultipartUpload(upload -> upload.bucket(bucket).key(path).uploadId(id));
    } catch (SdkException e) {
      // A sweep will do it.
      LOG.warn("an unfinished upload stays for now: {}", e.getMessage());
    }
  }
}
