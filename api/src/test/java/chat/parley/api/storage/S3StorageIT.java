package chat.parley.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// A bucket as storage.
class S3StorageIT extends StorageContract {
  private static final StorageKey KEY = new StorageKey("things", "one.bin");
  private static final String PREFIX = "parley/";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static S3Server server;

  private final List<S3Storage> opened = new ArrayList<>();
  private @Nullable S3Storage storage;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    opened.forEach(S3Storage::close);
  }

  @Override
  S3Storage storage() {
    S3Storage made = storage;
    if (made == null) {
      made = open(settings(), Clock.systemUTC());
      storage = made;
    }
    return made;
  }

  private S3Storage open(S3Settings settings, Clock clock) {
    S3Storage made = new S3Storage(settings, clock);
    opened.add(made);
    return made;
  }

  private static S3Settings settings() {
    return settings(server.endpoint(), S3Server.SECRET_KEY, PATIENCE, true);
  }

  private static S3Settings settings(
      URI endpoint, String secretKey, Duration timeout, boolean links) {
    return new S3Settings(
        S3Server.BUCKET,
        endpoint,
        null,
        null,
        true,
        PREFIX,
        S3Server.ACCESS_KEY,
        secretKey,
        5 << 20,
        2,
        timeout,
        links);
  }

  @Override
  List<String> unfinished() {
    try (S3Bucket bucket = new S3Bucket(settings())) {
      return bucket.unfinished("").map(MultipartUpload::key).toList();
    }
  }

  @Override
  void fill(String area, List<String> names) throws IOException {
    Path shelf = server.bucket().resolve(PREFIX).resolve(area);
    Files.createDirectories(shelf);
    for (String name : names) {
      Files.createFile(shelf.resolve(name));
    }
  }

  @Test
  void whoHasTheAddressReadsItForAWhileAsItIsSaidThere() throws Exception {
    storage().put(KEY, new ByteArrayInputStream("a picture".getBytes(StandardCharsets.UTF_8)));
    URI address =
        storage()
            .link(KEY, Duration.ofMinutes(1), "image/png", "attachment; filename=\"a b.png\"")
            .orElseThrow();

    HttpResponse<String> answer = get(address);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("a picture");
    assertThat(answer.headers().firstValue("content-type")).hasValue("image/png");
    assertThat(answer.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"a b.png\"");
    assertThat(address.toString()).doesNotContain(S3Server.SECRET_KEY);
    String text = address.toString();
    assertThat(get(URI.create(text.replace("image%2Fpng", "text%2Fhtml"))).statusCode())
        .isEqualTo(403);
    assertThat(get(URI.create(text.replace("one.bin", "two.bin"))).statusCode()).isEqualTo(403);
    assertThat(get(URI.create(text.replace("Expires=60", "Expires=61"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void addressesAreNotGivenAwayUnlessItIsSet() {
    Storage closed =
        open(settings(server.endpoint(), S3Server.SECRET_KEY, PATIENCE, false), Clock.systemUTC());

    assertThat(closed.link(KEY, Duration.ofMinutes(1), "image/png", "inline")).isEmpty();
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void whomS3DoesNotKnowIsNotToldThatThereIsNothing() {
    fails(
        open(settings(server.endpoint(), "another secret key", PATIENCE, true), Clock.systemUTC()));
  }

  @Test
  void s3MayBeAwayAndComeBack() throws IOException {
    storage().put(KEY, new ByteArrayInputStream(new byte[10]));
    server.stop();
    S3Storage begunMeanwhile = open(settings(), Clock.systemUTC());
    try {
      fails(storage());
      fails(begunMeanwhile);
    } finally {
      server.start();
    }

    for (S3Storage each : List.of(storage(), begunMeanwhile)) {
      each.put(KEY, new ByteArrayInputStream(new byte[10]));
      try (Stored stored = each.get(KEY).orElseThrow()) {
        assertThat(stored.size()).isEqualTo(10);
      }
    }
  }

  /// Its process might as well have died: nothing says that the upload is over.
  @Test
  void anUploadThatWasLostOnItsWayGoesAfterADay() throws IOException {
    StorageKey key = new StorageKey("things", "lost.bin");
    try {
      assertThatThrownBy(() -> storage().put(key, new Zeros(20 << 20, 6 << 20, server::stop)))
          .isInstanceOf(StorageException.class);
    } finally {
      server.start();
    }
    assertThat(storage().get(key)).isEmpty();
    assertThat(unfinished()).containsExactly(PREFIX + "things/lost.bin");

    storage().sweep();
    assertThat(unfinished()).hasSize(1);
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
    open(settings(), tomorrow).sweep();
    assertThat(unfinished()).isEmpty();
  }

  /// Twice as much as there is memory for, at once.
  @Test
  void whoBringsMoreThanThereIsRoomForWaits() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      StorageKey key = new StorageKey("things", "large-" + i);
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      storage().put(key, new Zeros(6 << 20, 0, () -> {}));
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < 4; i++) {
      try (Stored stored = storage().get(new StorageKey("things", "large-" + i)).orElseThrow()) {
        assertThat(stored.size()).isEqualTo(6 << 20);
      }
    }
  }

  @Test
  void anS3ThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Storage waiting =
          open(
              settings(address, S3Server.SECRET_KEY, Duration.ofMillis(200), false),
              Clock.systemUTC());
      Instant begun = Instant.now();

      assertThatThrownBy(() -> waiting.get(KEY)).isInstanceOf(StorageException.class);

      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
  }

  private static void fails(Storage storage) {
    assertThatThrownBy(() -> storage.put(KEY, new ByteArrayInputStream(new byte[1])))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> storage.put(KEY, new Zeros(6 << 20, 0, () -> {})))
        .isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> storage.get(KEY)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> storage.get(KEY, 1, 1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> storage.delete(KEY)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> storage.forEach("things", Instant.now(), key -> {}))
        .isInstanceOf(StorageException.class);
  }
}
