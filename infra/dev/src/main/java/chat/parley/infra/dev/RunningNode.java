package chat.parley.infra.dev;

import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One instance of api or push as a process, with as many lives as a test wants on the same port.
///
/// All methods may be called from any thread.
public final class RunningNode {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /// A push node says goodbye to its sockets before it ends; who rehearses writes down what for,
  /// which on a busy machine takes a minute and leaves half a cache when it is cut off.
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(150);

  private final int port;
  private final ChildProcess.Launch launch;
  private volatile ChildProcess process;

  private RunningNode(int port, ChildProcess.Launch launch) {
    this.port = port;
    this.launch = launch;
    this.process = ChildProcess.start(launch);
  }

  /// Returns at once; [#awaitReady()] waits. The log is `<name>-<port>.log` in the folder.
  ///
  /// @param environment beyond the port; the place for secrets
  static RunningNode start(
      Program program, int port, Map<String, String> environment, Path logFolder)
      throws IOException {
    var name = program.name() + "-" + port;
    var log = logFolder.resolve(name + ".log");
    Files.deleteIfExists(log);
    var all = new HashMap<>(environment);
    all.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
    return new RunningNode(
        port,
        new ChildProcess.Launch(name, program.command(), all, logFolder, log, Signal.KILL, null));
  }

  public String name() {
    return launch.name();
  }

  public int port() {
    return port;
  }

  public URI uri() {
    return URI.create("http://" + Ports.HOST + ":" + port);
  }

  public Path log() {
    return launch.log();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isRunning();
  }

  /// Its present life.
  public ChildProcess process() {
    return process;
  }

  /// @throws chat.parley.infra.stores.StartException when it has ended or is not ready in time
  public void awaitReady() {
    process.awaitReady(() -> Readiness.of(port), START_LIMIT);
  }

  boolean isReady() {
    return process.isReady(() -> Readiness.of(port), START_LIMIT);
  }

  /// SIGTERM, and time to end in order; returns when it is gone.
  public void terminate() {
    process.stop(Signal.TERM, DRAIN_LIMIT);
  }

  /// SIGKILL; returns when it is gone.
  public void kill() {
    process.kill();
  }

  /// SIGSTOP: it holds its connections and answers nobody.
  public void suspend() {
    process.suspend();
  }

  public void resume() {
    process.resume();
  }

  /// Ends it in order, if it runs, and starts it again on the same port; [#awaitReady()] waits.
  public void restart() {
    terminate();
    process = ChildProcess.start(launch);
  }
}
