package chat.parley.system.figures;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.load.client.Load;
import chat.parley.load.population.Population;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Pictures of 1 MB with their thumbnails: how many a second, what one costs, and what those
/// notice of it who send messages meanwhile.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
class UploadFigures {
  private static final int PICTURES = 240;
  private static final int FIRST = 40;
  private static final int AT_ONCE = 4;
  private static final int MEMBERS = 20;
  private static final int SENDS_PER_SECOND = 100;
  private static final int WARM_UP_SECONDS = 15;
  private static final int CALM_SECONDS = 20;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void picturesComeWithTheirThumbnailsWhileOthersSend() throws Exception {
    List<Path> pictures = Photographs.make(folder, PICTURES);
    try (Stack stack =
        Stack.start(
            StackOptions.temporary()
                .api(1)
                .push(1)
                .with("PARLEY_RATE_LIMITS_ENABLED", "false")
                .with("PARLEY_STORAGE_FOLDER", folder.resolve("storage").toString())
                .with("PARLEY_UPLOADS_FOLDER", folder.resolve("uploads").toString()))) {
      RunningNode api = stack.apis().getFirst();
      Population people = Population.of(stack, MEMBERS, 5, 0, 1);
      Report report = new Report("uploads", "Pictures of 1 MB", UploadFigures.class, stack);
      try {
        report.line(
            "%d JPEGs of 2,400 x 1,800, %,d bytes in the mean, %d at a time; %d messages/s due"
                + " beside them, open loop.",
            PICTURES - FIRST, meanSize(pictures), AT_ONCE, SENDS_PER_SECOND);
        sends(stack, people, WARM_UP_SECONDS);
        upload(api, people, pictures.subList(0, FIRST));
        Sends calm = sends(stack, people, CALM_SECONDS);
        Duration calmCpu = calm.cpu();
        Uploads alone = upload(api, people, pictures.subList(FIRST, (FIRST + PICTURES) / 2));
        Load load = Load.start(stack.apis(), people.members(), SENDS_PER_SECOND, "x".repeat(100));
        Uploads beside = upload(api, people, pictures.subList((FIRST + PICTURES) / 2, PICTURES));
        load.close();
        assertThat(load.faults()).isEmpty();
        report.head("", "uploads/s", "p50 ms", "p99 ms", "api CPU ms per upload");
        row("uploads alone", alone, alone.cpu(), report);
        Duration ofSends =
            calmCpu.multipliedBy(load.acknowledged()).dividedBy(calm.answers().getTotalCount());
        row("uploads beside sends", beside, beside.cpu().minus(ofSends), report);
        report.end();
        report.head("", "sends", "p50 ms", "p99 ms", "p99.9 ms");
        row("sends alone", calm.answers(), report);
        row("sends beside uploads", load.answers(), report);
        report.end();
      } finally {
        report.write();
      }
    }
  }

  /// @param cpu of the api meanwhile
  private record Sends(Histogram answers, Duration cpu) {}

  private record Uploads(Histogram answers, double seconds, Duration cpu) {}

  private static Sends sends(Stack stack, Population people, int seconds) {
    Duration before = cpu(stack.apis().getFirst());
    Load load = Load.start(stack.apis(), people.members(), SENDS_PER_SECOND, "x".repeat(100));
    LockSupport.parkNanos(seconds * 1_000_000_000L);
    load.close();
    assertThat(load.faults()).isEmpty();
    return new Sends(load.answers(), cpu(stack.apis().getFirst()).minus(before));
  }

  private Uploads upload(RunningNode api, Population people, List<Path> pictures) throws Exception {
    ConcurrentLinkedQueue<Path> left = new ConcurrentLinkedQueue<>(pictures);
    Histogram answers = new ConcurrentHistogram(3);
    Duration before = cpu(api);
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> uploaders = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        String token = people.members().get(i).token();
        uploaders.add(
            threads.submit(
                () -> {
                  for (Path next = left.poll(); next != null; next = left.poll()) {
                    answers.recordValue(upload(api, token, next));
                  }
                  return null;
                }));
      }
      for (Future<?> uploader : uploaders) {
        uploader.get();
      }
    }
    return new Uploads(answers, (System.nanoTime() - began) / 1e9, cpu(api).minus(before));
  }

  /// @return how long it took, in nanoseconds, until the picture and its thumbnail were there
  private long upload(RunningNode api, String token, Path picture) throws Exception {
    HttpRequest request =
        UploadForm.of(
            api, token, "photo.jpg", "image/jpeg", HttpRequest.BodyPublishers.ofFile(picture));
    long began = System.nanoTime();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    long nanos = System.nanoTime() - began;
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode kept = new ObjectMapper().readTree(answer.body());
    assertThat(kept.path("thumbnail_url").isTextual()).as(answer.body()).isTrue();
    assertThat(kept.path("blurhash").isTextual()).as(answer.body()).isTrue();
    return nanos;
  }

  private static Duration cpu(RunningNode node) {
    return ProcessHandle.of(node.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }

  private static long meanSize(List<Path> files) throws IOException {
    long all = 0;
    for (Path file : files) {
      all += Files.size(file);
    }
    return all / files.size();
  }

  private static void row(String name, Uploads uploads, Duration cpu, Report report) {
    report.row(
        name,
        uploads.answers().getTotalCount() / uploads.seconds(),
        Report.millis(uploads.answers(), 50),
        Report.millis(uploads.answers(), 99),
        cpu.toNanos() / 1e6 / uploads.answers().getTotalCount());
  }

  private static void row(String name, Histogram answers, Report report) {
    report.row(
        name,
        answers.getTotalCount(),
        Report.millis(answers, 50),
        Report.millis(answers, 99),
        Report.millis(answers, 99.9));
  }
}
