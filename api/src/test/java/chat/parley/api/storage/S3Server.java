package chat.parley.api.storage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A real S3 server on loopback, in this process. It keeps a bucket in a folder and checks
/// signatures. It can go away and come back, at the same address.
public final class S3Server implements AutoCloseable {
  static final String BUCKET = "files";
  static final String ACCESS_KEY = "the-access-key-of-these-tests";
  static final String SECRET_KEY = "a secret key of these tests only";

  private final Path folder;
  private int port;
  private @Nullable S3Proxy running;

  private S3Server(Path folder) {
    this.folder = folder;
  }

  public static S3Server start(Path folder) throws IOException {
    ((Logger) LoggerFactory.getLogger("org.gaul")).setLevel(Level.OFF);
    Files.createDirectories(folder.resolve(BUCKET));
    S3Server server = new S3Server(folder);
    server.start();
    return server;
  }

  public void start() {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .stopTimeout(0)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("no S3", e);
    }
    port = server.getPort();
    running = server;
  }

  public void stop() {
    try {
      if (running != null) {
        running.stop();
        running = null;
      }
    } catch (Exception e) {
      throw new IllegalStateException("S3 does not stop", e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Where its objects lie as files.
  Path bucket() {
    return folder.resolve(BUCKET);
  }

  /// What an api needs to be told to use it.
  public Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            "parley.storage.type",
            "s3",
            "parley.storage.s3.bucket",
            BUCKET,
            "parley.storage.s3.endpoint",
            endpoint().toString(),
            "parley.storage.s3.path-style-access",
            "true",
            "parley.storage.s3.access-key",
            ACCESS_KEY,
            "parley.storage.s3.secret-key",
            SECRET_KEY,
            "parley.storage.s3.timeout",
            "2s"));
  }

  @Override
  public void close() {
    stop();
  }
}
