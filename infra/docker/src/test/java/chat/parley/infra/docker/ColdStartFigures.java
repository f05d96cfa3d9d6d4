package chat.parley.infra.docker;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// How long a container takes from its start to the first answer that it gives, and what it then
/// takes of the memory, with the image's AOT cache and without it.
///
/// `mvn verify -pl infra/docker -am -Dparley.figures`; written to `target/cold-start.md`.
class ColdStartFigures {
  private static final int STARTS = 7;
  private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);
  private static final String WITH_IT = "-XX:AOTMode=on";
  private static final String WITHOUT = "-XX:AOTMode=off";

  /// @param millis to the first answer
  /// @param resident kilobytes after it, of which `files` are mapped ones, which all containers of
  ///     an image share
  private record Start(long millis, long cpuMillis, long resident, long files) {}

  private interface Starter {
    Container start(String option) throws IOException;
  }

  @Test
  void fromTheStartToTheFirstAnswer() throws Exception {
    try (Containers containers =
        new Containers(Assemble.into(Path.of("target", "image").toAbsolutePath()))) {
      containers.migrate();
      Container api = containers.startApi();
      api.awaitHealthy();
      List<String> report = new ArrayList<>();
      report.add(
          "| | first answer, ms | CPU until then, ms | resident, MB | of it mapped files, MB |");
      report.add("|---|---|---|---|---|");
      measure(report, "api", containers::startApi);
      measure(report, "push", option -> containers.startPush(api, option));
      Files.write(Path.of("target", "cold-start.md"), report);
      report.forEach(System.out::println);
    }
  }

  /// In turn, so that what else happens on this machine happens to both.
  private static void measure(List<String> report, String program, Starter starter)
      throws Exception {
    List<Start> with = new ArrayList<>();
    List<Start> without = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      with.add(once(starter, WITH_IT));
      without.add(once(starter, WITHOUT));
    }
    report.add(row(program + " with its cache", with));
    report.add(row(program + " without", without));
  }

  private static Start once(Starter starter, String option) throws Exception {
    try (Container container = starter.start(option)) {
      URI uri = container.uri().resolve("/health/readiness");
      while (!answers(uri)) {
        if (System.nanoTime() - container.began() > LIMIT) {
          throw new IllegalStateException("no answer, see " + container.log());
        }
        LockSupport.parkNanos(GLANCE);
      }
      long took = System.nanoTime() - container.began();
      return new Start(
          TimeUnit.NANOSECONDS.toMillis(took),
          cpuMillis(container.pid()),
          status(container.pid(), "VmRSS"),
          status(container.pid(), "RssFile"));
    }
  }

  /// With what lets it have clients, for which api asks PostgreSQL and both ask Redis.
  private static boolean answers(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private static long status(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  /// Its own time and the kernel's for it, in ticks of 10 ms: fields 14 and 15 of `proc(5)`.
  private static long cpuMillis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
  }

  private static String row(String what, List<Start> starts) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d |",
        what,
        spread(starts.stream().map(Start::millis).toList()),
        median(starts.stream().map(Start::cpuMillis).toList()),
        median(starts.stream().map(Start::resident).toList()) / 1024,
        median(starts.stream().map(Start::files).toList()) / 1024);
  }

  private static String spread(List<Long> values) {
    return String.format(
        Locale.ROOT,
        "%d (%d to %d)",
        median(values),
        Collections.min(values),
        Collections.max(values));
  }

  private static long median(List<Long> values) {
    long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
