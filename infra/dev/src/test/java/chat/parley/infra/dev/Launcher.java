package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.stores.Liveness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// [Dev] as a process, as Maven starts it.
final class Launcher implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path out;
  private final Path err;

  private Launcher(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Launcher start(Path root, String... properties) throws IOException {
    return start(root, List.of(), Map.of(), properties);
  }

  /// @param prefix of the command, for another parent than this JVM
  static Launcher start(
      Path root, List<String> prefix, Map<String, String> environment, String... properties)
      throws IOException {
    var command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dparley.dev.root=" + root));
    for (var property : properties) {
      command.add("-Dparley.dev." + property);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Dev.class.getName()));
    var out = Files.createTempFile(root, "launcher-", ".out");
    var err = Files.createTempFile(root, "launcher-", ".err");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Launcher(builder.start(), out, err);
  }

  Launcher awaitReady() throws IOException {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> out().contains("Parley is ready") || !process.isAlive());
    assertThat(out() + err()).contains("Parley is ready");
    return this;
  }

  int awaitExit() {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> !process.isAlive());
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Everything that it started and that still runs.
  List<ProcessHandle> family() {
    return process.descendants().toList();
  }

  /// The one process whose command line contains the text.
  ProcessHandle member(String text) {
    return family().stream()
        .filter(member -> member.info().commandLine().orElse("").contains(text))
        .findFirst()
        .orElseThrow();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  static void awaitGone(List<ProcessHandle> family) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> family.stream().noneMatch(Liveness::isRunning));
  }

  /// Nothing of it outlives its test, even one that fails.
  @Override
  public void close() {
    var family = family();
    process.destroy();
    awaitExit();
    awaitGone(family);
  }
}
