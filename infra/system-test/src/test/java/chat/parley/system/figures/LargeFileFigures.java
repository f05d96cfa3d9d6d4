package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.meter.NodeMeters;
import chat.parley.load.population.Population;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A file of 1 GiB: what it costs the api in memory, and what is left of one that breaks off.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class LargeFileFigures {
  private static final long SIZE = 1L << 30;
  private static final long PART = 64L << 20;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aFileOfOneGibibyteComesAndGoesInPieces() throws Exception {
    StackOptions options =
        StackOptions.temporary()
            .api(1)
            .push(1)
            .with("PARLEY_MEDIA_MAX_SIZE", "2GB")
            .with("PARLEY_STORAGE_FOLDER", folder.resolve("storage").toString())
            .with("PARLEY_UPLOADS_FOLDER", folder.resolve("uploads").toString());
    try (Stack stack = Stack.start(options)) {
      Report report = new Report("large-file", "A file of 1 GiB", LargeFileFigures.class, stack);
      try {
        RunningNode api = stack.apis().getFirst();
        String token = Population.of(stack, 2, 1, 0).members().getFirst().token();
        report.head("", "heap MB", "resident MB", "seconds");
        memory("before", api, 0, report);
        String id = upload(api, token, report);
        download(api, token, id, report);
        memory("after", api, 0, report);
        report.end();
        breakOff(api, token, report);
      } finally {
        report.write();
      }
    }
  }

  private String upload(RunningNode api, String token, Report report) throws Exception {
    try (HeapPeak peak = HeapPeak.of(api)) {
      long began = System.nanoTime();
      HttpResponse<String> answer = http.send(form(api, token, new Letters(SIZE)), text());
      double seconds = (System.nanoTime() - began) / 1e9;
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      report.row("at most while it is uploaded", peak.heap(), peak.resident(), seconds);
      JsonNode kept = new ObjectMapper().readTree(answer.body());
      assertThat(kept.path("size").asLong()).isEqualTo(SIZE);
      return kept.path("id").asText();
    }
  }

  private void download(RunningNode api, String token, String id, Report report) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (HeapPeak peak = HeapPeak.of(api)) {
      long began = System.nanoTime();
      for (long from = 0; from < SIZE; from += PART) {
        HttpRequest part =
            request(api, token, "/v1/media/" + id)
                .header("Range", "bytes=%d-%d".formatted(from, from + PART - 1))
                .build();
        HttpResponse<InputStream> answer =
            http.send(part, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(206);
        try (InputStream bytes = answer.body()) {
          update(digest, bytes);
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      report.row("at most while it is fetched in 16 parts", peak.heap(), peak.resident(), seconds);
    }
    MessageDigest sent = MessageDigest.getInstance("SHA-256");
    update(sent, new Letters(SIZE));
    assertThat(hex(digest)).isEqualTo(hex(sent));
  }

  /// The api is killed when a good part of the file has come.
  private void breakOff(RunningNode api, String token, Report report) throws Exception {
    long before = files();
    Letters letters = new Letters(SIZE);
    CompletableFuture<HttpResponse<String>> upload =
        http.sendAsync(form(api, token, letters), text());
    while (letters.given() < SIZE / 3) {
      LockSupport.parkNanos(1_000_000);
    }
    api.kill();
    assertThat(upload.handle((answer, failure) -> failure != null).get()).isTrue();
    long left = files();
    api.restart();
    api.awaitReady();
    while (files() > before) {
      LockSupport.parkNanos(10_000_000);
    }
    report.line(
        "Killed after %d MB had come: %d file more than before; none once the api was up again.",
        letters.given() >> 20, left - before);
  }

  /// Locks are not counted: the process that runs has one.
  private long files() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .count();
    }
  }

  private static void memory(String when, RunningNode api, double seconds, Report report) {
    report.row(
        when, NodeMeters.of(api).heapMegabytes(), NodeMeters.residentMegabytes(api), seconds);
  }

  private static HttpRequest form(RunningNode api, String token, Letters letters) {
    return UploadForm.of(
        api,
        token,
        "large.txt",
        "text/plain",
        HttpRequest.BodyPublishers.ofInputStream(() -> letters));
  }

  private static HttpRequest.Builder request(RunningNode api, String token, String path) {
    return HttpRequest.newBuilder(URI.create(api.uri() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static void update(MessageDigest digest, InputStream bytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
      digest.update(buffer, 0, read);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
