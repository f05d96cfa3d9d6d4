package chat.parley.infra.lambda;

import chat.parley.infra.stores.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How long the function takes from the start of its process to its first answer, by AWS's own
/// runtime client, and what it then takes of the memory.
///
/// `mvn verify -pl infra/lambda -am -Dparley.figures`; written to `target/cold-start.md`.
class ColdStartFigures {
  private static final int STARTS = 7;
  private static final String C1 = "-XX:TieredStopAtLevel=1";
  private static final List<String> COMMON =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx600m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Whom nobody knows: what takes an api the whole way to the database.
  private static final byte[] FIRST =
      """
      {"version": "2.0", "rawPath": "/v1/auth/refresh", "rawQueryString": "", "isBase64Encoded": false,
       "headers": {"content-type": "application/json"}, "body": "{\\"refresh_token\\":\\"nobody\\"}",
       "requestContext": {"stage": "$default",
         "http": {"method": "POST", "path": "/v1/auth/refresh", "sourceIp": "203.0.113.7"}}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private record Start(long ready, long answered, long cpu, long resident) {}

  private interface Starter {
    Instance start(List<String> options) throws IOException;
  }

  @Test
  void fromTheStartOfTheProcessToTheFirstAnswer() throws Exception {
    Deployment system = Deployment.shared();
    Deployable deployed = system.deployed();
    Path elsewhere = Files.createTempDirectory("parley-image-");
    Starter managed =
        options ->
            Instance.start(deployed, "figures", ApiFunction.class, system.environment(), options);
    Starter image =
        options ->
            Instance.start(
                elsewhere,
                deployed.everything(),
                "figures",
                ApiFunction.class,
                system.environment(),
                options);
    String ofManaged = cache(managed, "managed");
    String ofImage = cache(image, "image");

    Map<String, Starter> variants = new LinkedHashMap<>();
    variants.put("zip, both compilers", options -> managed.start(options));
    variants.put("zip, C1", options -> managed.start(with(options, C1)));
    variants.put("zip, C1, AOT cache", options -> managed.start(with(options, C1, ofManaged)));
    variants.put("image, C1", options -> image.start(with(options, C1)));
    variants.put("image, C1, AOT cache", options -> image.start(with(options, C1, ofImage)));
    variants.put("image, AOT cache", options -> image.start(with(options, ofImage)));

    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int i = 0; i < STARTS; i++) {
      // In turn, so that what else happens on this machine happens to all.
      for (Map.Entry<String, Starter> each : variants.entrySet()) {
        starts.computeIfAbsent(each.getKey(), n -> new ArrayList<>()).add(once(each.getValue()));
      }
    }
    List<String> report = new ArrayList<>();
    report.add(
        "zip %d MB, unpacked %d MB"
            .formatted(Deployable.zipped() >> 20, deployed.unpacked() >> 20));
    report.add("");
    report.add("| | init, ms | first answer, ms | CPU until then, ms | resident, MB |");
    report.add("|---|---|---|---|---|");
    starts.forEach((name, all) -> report.add(row(name, all)));
    Files.write(Path.of("target", "cold-start.md"), report);
    report.forEach(System.out::println);
    Files.delete(elsewhere);
  }

  private static List<String> with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return all;
  }

  /// Of a process that answered and was then told to end, in order, which is when it writes.
  private static String cache(Starter starter, String name) throws Exception {
    Path cache = Path.of("target", name + ".aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    try (Instance instance =
        starter.start(with(COMMON, C1, "-XX:AOTCacheOutput=" + cache)).awaitReady()) {
      instance.invoke(FIRST).get(60, TimeUnit.SECONDS);
      instance.process().stop(Signal.TERM, Duration.ofSeconds(150));
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("no cache of " + name);
    }
    return "-XX:AOTCache=" + cache;
  }

  private static Start once(Starter starter) throws Exception {
    try (Instance instance = starter.start(COMMON)) {
      instance.awaitReady();
      long ready = System.nanoTime() - instance.began();
      instance.invoke(FIRST).get(60, TimeUnit.SECONDS);
      long answered = System.nanoTime() - instance.began();
      long pid = instance.process().pid();
      return new Start(
          TimeUnit.NANOSECONDS.toMillis(ready),
          TimeUnit.NANOSECONDS.toMillis(answered),
          cpuMillis(pid),
          residentKilobytes(pid));
    }
  }

  private static long residentKilobytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
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
    List<Long> answered = starts.stream().map(Start::answered).sorted().toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d (%d to %d) | %d | %d |",
        what,
        median(starts.stream().map(Start::ready).toList()),
        median(answered),
        answered.getFirst(),
        answered.getLast(),
        median(starts.stream().map(Start::cpu).toList()),
        median(starts.stream().map(Start::resident).toList()) / 1024);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
