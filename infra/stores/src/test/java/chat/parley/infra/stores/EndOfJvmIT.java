package chat.parley.infra.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndOfJvmIT {
  @TempDir Path temporaryFolders;

  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM", "KILL"})
  void nothingOutlivesTheJvm(Signal signal) throws Exception {
    assumeFalse(
        signal == Signal.INT && isInterruptIgnored(),
        "SKIPPED: a shell that starts something in its background has it ignore SIGINT");
    var jvm = start();
    try {
      var pids = Objects.requireNonNull(jvm.inputReader(StandardCharsets.UTF_8).readLine());
      assertThat(pids).matches("\\d+ \\d+");
      var family = jvm.descendants().toList();
      assertThat(temporaryFolders).isNotEmptyDirectory();

      signal.send(jvm.toHandle());

      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () -> {
                assertThat(family).hasSizeGreaterThan(4).noneMatch(Liveness::isRunning);
                assertThat(temporaryFolders).isEmptyDirectory();
              });
    } finally {
      jvm.destroyForcibly();
    }
  }

  /// A JVM that is started so ignores it as well, and so do those that it starts.
  private static boolean isInterruptIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
  }

  private Process start() throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporaryFolders,
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            BothStores.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
