package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends a process when this JVM is gone, even by SIGKILL, where no shutdown hook runs.
///
/// A shell waits at a pipe whose other end only this JVM holds. The system closes that end when the
/// JVM dies; the shell then ends the process and removes its temporary folder.
final class Lifeline {
  private static final String SCRIPT =
      """
      read -r _
      kill -s "$1" "$2" 2>/dev/null
      kill -s CONT "$2" 2>/dev/null
      i=0
      while kill -0 "$2" 2>/dev/null && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done
      [ $i -lt 100 ] || kill -s KILL "$2"
      [ -z "$3" ] || rm -rf -- "$3"
      """;

  private final Process shell;

  private Lifeline(Process shell) {
    this.shell = shell;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nothing in it can fail.
  static void hold(Process process, Signal signal, @Nullable Path temporaryFolder) {
    var folder = temporaryFolder == null ? "" : temporaryFolder.toAbsolutePath().toString();
    var command =
        List.of("sh", "-c", SCRIPT, "lifeline", signal.name(), "" + process.pid(), folder);
    try {
      var lifeline =
          new Lifeline(
              new ProcessBuilder(Detached.command(command))
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .redirectError(ProcessBuilder.Redirect.DISCARD)
                  .start());
      // From then on the pid may come to belong to somebody else.
      process.onExit().thenRun(lifeline::release);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException("Cannot start sh", e);
    }
  }

  private void release() {
    shell.destroyForcibly();
  }
}
