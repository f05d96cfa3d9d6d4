package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server that runs as a process of its own, in a session of its own, and ends with this JVM.
///
/// All methods may be called from any thread.
public final class ChildProcess {
  private static final Duration GLANCE = Duration.ofMillis(10);

  private final String name;
  private final Process process;
  private final Path log;
  private final long logStart;
  private final long started = System.nanoTime();
  private volatile boolean suspended;

  private ChildProcess(String name, Process process, Path log, long logStart) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /// What to start.
  ///
  /// @param name for people, as in "PostgreSQL did not start"
  /// @param environment added to this JVM's own; the place for secrets, as arguments are public
  /// @param folder to run in
  /// @param log receives, appended, all that the process prints
  /// @param lastSignal ends the process when this JVM was killed and can do nothing itself
  /// @param temporaryFolder removed in that case, or null
  public record Launch(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path log,
      Signal lastSignal,
      @Nullable Path temporaryFolder) {
    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  public static ChildProcess start(Launch launch) {
    try {
      var logStart = Files.exists(launch.log()) ? Files.size(launch.log()) : 0;
      var builder =
          new ProcessBuilder(Detached.command(launch.command()))
              .directory(launch.folder().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
      builder.environment().putAll(launch.environment());
      var process = builder.start();
      Lifeline.hold(process, launch.lastSignal(), launch.temporaryFolder());
      return new ChildProcess(launch.name(), process, launch.log(), logStart);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + launch.name(), e);
    }
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /// Completes with the exit code, however the process ends.
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// The line it printed that tells best how it fares.
  public String mostTellingLine() {
    return LogTail.mostTellingLine(log, logStart);
  }

  /// Returns when `ready` says so; see [#isReady(BooleanSupplier, Duration)].
  public void awaitReady(BooleanSupplier ready, Duration limit) {
    try {
      while (!isReady(ready, limit)) {
        process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted while starting");
    }
  }

  /// One look. A process that has ended, or still is not ready so long after its start, is killed
  /// with all that it started, and the [StartException] says what it wrote.
  public boolean isReady(BooleanSupplier ready, Duration limit) {
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue());
    }
    if (ready.getAsBoolean()) {
      return true;
    }
    if (System.nanoTime() - started > limit.toNanos()) {
      throw failure("was not ready after " + limit.toSeconds() + " s");
    }
    return false;
  }

  private StartException failure(String what) {
    kill();
    return new StartException("%s %s: %s (log: %s)".formatted(name, what, mostTellingLine(), log));
  }

  /// Asks the process to end, insists when it has not done so in time, and returns when it is gone.
  public void stop(Signal signal, Duration patience) {
    signal.send(process.toHandle());
    resume();
    try {
      process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  /// SIGKILL to the process and all that it started; returns when they are gone.
  public void kill() {
    var all = family();
    all.forEach(ProcessHandle::destroyForcibly);
    // Nothing can resist that signal, so this is no wait that would need a limit.
    while (process.isAlive() || all.stream().anyMatch(Liveness::isRunning)) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  /// SIGSTOP to the process and all that it started: it still holds its port and its connections,
  /// and answers nobody.
  public void suspend() {
    suspended = true;
    Signal.STOP.send(family());
  }

  public void resume() {
    if (suspended) {
      Signal.CONT.send(family());
      suspended = false;
    }
  }

  /// Parent first, so that it cannot replace a child that has just been killed.
  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .toList();
  }
}
