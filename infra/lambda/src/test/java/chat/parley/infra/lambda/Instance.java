package chat.parley.infra.lambda;

import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One instance of a function: a process of AWS's runtime client, which loads the handler from the
/// unpacked package, as in the managed runtime.
final class Instance implements AutoCloseable {
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long START_SECONDS = 60;

  private final RuntimeApi api;
  private final ChildProcess process;
  private final long began = System.nanoTime();

  private Instance(RuntimeApi api, ChildProcess process) {
    this.api = api;
    this.process = process;
  }

  /// @param options of the JVM, which Lambda takes from `JAVA_TOOL_OPTIONS`
  static Instance start(
      Deployable deployed,
      String name,
      Class<?> handler,
      Map<String, String> environment,
      List<String> options)
      throws IOException {
    return start(deployed.task(), Deployable.runtime(), name, handler, environment, options);
  }

  static Instance start(
      Path folder,
      String classPath,
      String name,
      Class<?> handler,
      Map<String, String> environment,
      List<String> options)
      throws IOException {
    RuntimeApi api = new RuntimeApi(TIMEOUT);
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_LAMBDA_RUNTIME_API", api.address());
    all.put("AWS_LAMBDA_FUNCTION_NAME", "api");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "api");
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "api");
    all.put("JAVA_TOOL_OPTIONS", String.join(" ", options));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, MAIN, handler.getName()));
    Path log = Path.of("target", "lambda", name + ".log").toAbsolutePath();
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(log);
    return new Instance(
        api,
        ChildProcess.start(
            new ChildProcess.Launch(name, command, all, folder, log, Signal.KILL, null)));
  }

  Instance awaitReady() throws Exception {
    CompletableFuture.anyOf(api.ready(), process.exit().thenAccept(Instance::ended))
        .get(START_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  private static void ended(int code) {
    throw new IllegalStateException("it ended with exit code " + code);
  }

  /// Fails when the function throws, ends, or takes too long.
  CompletableFuture<byte[]> invoke(byte[] event) {
    CompletableFuture<byte[]> answer =
        api.invoke(event).orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    process
        .exit()
        .thenAccept(
            code ->
                answer.completeExceptionally(
                    new IllegalStateException("it ended with exit code " + code)));
    return answer;
  }

  /// By [System#nanoTime].
  long began() {
    return began;
  }

  /// As Lambda does between two events.
  void freeze() {
    process.suspend();
  }

  void thaw() {
    process.resume();
  }

  /// Without a word, as Lambda ends a frozen one.
  void kill() {
    process.kill();
  }

  ChildProcess process() {
    return process;
  }

  String log() throws IOException {
    return Files.readString(process.log());
  }

  @Override
  public void close() {
    process.kill();
    api.close();
  }
}
