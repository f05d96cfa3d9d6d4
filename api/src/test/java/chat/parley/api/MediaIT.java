package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files, uploaded and fetched. Who may fetch them: [MediaAccessContract].
class MediaIT {
  private static final byte[] TEXT =
      "All work and no play.\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;

  private static RunningApi api;

  private Rest ada;

  @BeforeAll
  static void start() {
    api =
        RunningApi.with(
            Map.of("parley.storage.folder", folder.toString(), "parley.media.max-size", "100000"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void register() {
    ada = api.rest().as(api.rest().register("ada"));
  }

  @Test
  void whatIsUploadedComesBackAsItWas() {
    Answer kept = upload("../notes.txt", "text/plain", TEXT).expect(201);

    assertThat(Answer.members(kept.whole()))
        .containsExactlyInAnyOrder(
            "id",
            "kind",
            "file_name",
            "content_type",
            "size",
            "width",
            "height",
            "duration_ms",
            "url",
            "thumbnail_url",
            "blurhash",
            "waveform");
    assertThat(kept.text("kind")).isEqualTo("file");
    assertThat(kept.text("file_name")).isEqualTo("notes.txt");
    assertThat(kept.text("content_type")).isEqualTo("text/plain");
    assertThat(kept.number("size")).isEqualTo(TEXT.length);
    Answer file = ada.get("/v1/media/" + kept.text("id")).expect(200);
    assertThat(file.bytes()).isEqualTo(TEXT);
    assertThat(file.header("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(file.header("Content-Length")).hasValue(Integer.toString(TEXT.length));
    assertThat(file.header("Accept-Ranges")).hasValue("bytes");
    assertThat(file.header("Cache-Control")).hasValue("private, no-cache");
    assertThat(file.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(file.header("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
    assertThat(file.header("Content-Disposition"))
        .hasValue("inline; filename=\"notes.txt\"; filename*=UTF-8''notes.txt");
    assertThat(api.rest().get(kept.text("url")).expect(200).bytes()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-99, 0, 100",
    "bytes=21900-, 21900, 22000",
    "bytes=-5, 21995, 22000",
    "bytes=100-50, 0, 22000",
    "'bytes=0-1,3-4', 0, 22000"
  })
  void aPartMayBeAskedFor(String range, int from, int to) {
    String path = "/v1/media/" + upload("notes.txt", "", TEXT).expect(201).text("id");

    Answer part = ada.get(path, Map.of("Range", range));

    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(TEXT, from, to));
    boolean whole = to - from == TEXT.length;
    assertThat(part.status()).isEqualTo(whole ? 200 : 206);
    assertThat(part.header("Content-Range").isPresent()).isEqualTo(!whole);
    part.header("Content-Range")
        .ifPresent(told -> assertThat(told).isEqualTo("bytes %d-%d/22000".formatted(from, to - 1)));
  }

  @Test
  void beyondTheEndThereIsNothing() {
    String path = "/v1/media/" + upload("notes.txt", "", TEXT).expect(201).text("id");

    Answer beyond = ada.get(path, Map.of("Range", "bytes=22000-")).expect(416);

    assertThat(beyond.header("Content-Range")).hasValue("bytes */22000");
    assertThat(beyond.header("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void whoAsksForItsHeadHasAllButTheBytesAndNothingStaysOpen() throws IOException {
    String path = "/v1/media/" + upload("notes.txt", "", TEXT).expect(201).text("id");
    Answer whole = ada.get(path).expect(200);
    head(path).expect(200);
    long before = open();

    for (int i = 0; i < 100; i++) {
      Answer head = head(path).expect(200);
      assertThat(head.bytes()).isEmpty();
      for (String name : List.of("Content-Length", "Content-Type", "ETag")) {
        assertThat(head.header(name)).isPresent().isEqualTo(whole.header(name));
      }
    }

    assertThat(open()).isLessThan(before + 50);
  }

  private Answer head(String path) {
    return ada.send(ada.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  private static long open() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    }
  }

  @Test
  void whoHasItAlreadyIsToldSo() {
    String path = "/v1/media/" + upload("notes.txt", "", TEXT).expect(201).text("id");
    String tag = ada.get(path).header("ETag").orElseThrow();

    Answer same = ada.get(path, Map.of("If-None-Match", "\"other\", W/" + tag)).expect(304);
    Answer part = ada.get(path, Map.of("If-Range", tag, "Range", "bytes=0-9")).expect(206);
    Answer other = ada.get(path, Map.of("If-Range", "\"x\"", "Range", "bytes=0-9")).expect(200);

    assertThat(same.bytes()).isEmpty();
    assertThat(same.header("ETag")).hasValue(tag);
    assertThat(part.bytes()).hasSize(10);
    assertThat(other.bytes()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "page.html, text/html, '<!DOCTYPE html><html><script>alert(1)</script></html>', 415",
    "page.txt, text/plain, '<!DOCTYPE html><html><script>alert(1)</script></html>', 415",
    "picture.svg, image/svg+xml, '<svg xmlns=\"http://www.w3.org/2000/svg\"/>', 415",
    "picture.png, image/png, 'no picture at all', 415",
    "notes.txt, text/html, 'a text that is declared as a page', 415",
    "notes.txt, not a type, 'a text', 415",
    "notes.txt, application/octet-stream, 'a text', 201",
    "notes.csv, text/csv, 'a,b\n1,2\n', 201",
    "empty.txt, text/plain, '', 422"
  })
  void whatAFileIsItsBytesSay(String name, String type, String content, int status) {
    Answer answer = upload(name, type, content.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    if (status == 415) {
      assertThat(answer.text("code")).isEqualTo("unsupported_media_type");
    }
  }

  @Test
  void moreThanMayBeIsRefused() {
    Answer tooLarge = upload("big.txt", "text/plain", new byte[100_001]).expect(413);
    assertThat(tooLarge.text("code")).isEqualTo("payload_too_large");
    upload("most.txt", "text/plain", "a".repeat(100_000).getBytes(StandardCharsets.UTF_8))
        .expect(201);
  }

  /// The other two gigabytes never come.
  @ParameterizedTest
  @CsvSource({
    "Content-Length: 2147483648, '', 1000",
    "Transfer-Encoding: chunked, 7fffffff, 120000"
  })
  void tooMuchIsRefusedBeforeItHasCome(String length, String chunk, int sent) throws IOException {
    Person person = api.rest().register("ada");
    byte[] form = Form.upload("big.txt", "text/plain", new byte[sent]).bytes();
    String head =
        """
        POST /v1/media HTTP/1.1\r
        Host: x\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        %s\r
        \r
        %s"""
            .formatted(person.token(), Form.TYPE, length, chunk.isEmpty() ? "" : chunk + "\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.write(form, 0, sent);

    assertThat(firstLine(request.toByteArray())).contains(" 413 ");
  }

  /// @param request the first part of one that goes on
  private static @Nullable String firstLine(byte[] request) throws IOException {
    try (Socket socket = new Socket(api.host(), api.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void theSameBytesAreKeptOnceAndGoWithTheLastWhoHasThem() throws IOException {
    byte[] bytes = ("once " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
    Rest bob = api.rest().as(api.rest().register("bob"));
    String first = upload("a.txt", "", bytes).expect(201).text("id");
    String second =
        bob.post("/v1/media", Form.TYPE, Form.upload("b.txt", "", bytes).bytes())
            .expect(201)
            .text("id");
    assertThat(copies(bytes)).hasSize(1);

    ada.delete("/v1/media/" + first).expect(204);

    ada.get("/v1/media/" + first).expect(404);
    assertThat(bob.get("/v1/media/" + second).expect(200).bytes()).isEqualTo(bytes);
    bob.delete("/v1/media/" + second).expect(204);
    await().until(() -> copies(bytes).isEmpty());
    bob.get("/v1/media/" + second).expect(404);
  }

  private static List<Path> copies(byte[] bytes) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> hasContent(file, bytes)).toList();
    }
  }

  private static boolean hasContent(Path file, byte[] bytes) {
    try {
      return Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      return false; // Deleted meanwhile.
    }
  }

  @Test
  void aFormThatIsNoneAndOneWithoutAFileAreRefused() {
    ada.post("/v1/media", Form.TYPE, "nonsense".getBytes(StandardCharsets.UTF_8)).expect(400);
    Answer missing =
        ada.post("/v1/media", Form.TYPE, Form.file("other", "text/plain", TEXT).bytes())
            .expect(422);
    assertThat(missing.text("errors.0.field")).isEqualTo("file");
  }

  private Answer upload(String name, String type, byte[] content) {
    return ada.post("/v1/media", Form.TYPE, Form.upload(name, type, content).bytes());
  }
}
