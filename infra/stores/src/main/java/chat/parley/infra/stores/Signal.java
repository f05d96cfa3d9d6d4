package chat.parley.infra.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A POSIX signal, sent to other processes.
///
/// Java itself can only terminate and kill, and the `kill` program is missing from slim container
/// images; every `sh` has `kill` built in.
public enum Signal {
  INT,
  TERM,
  QUIT,
  KILL,
  STOP,
  CONT;

  public void send(ProcessHandle process) {
    send(List.of(process));
  }

  /// Processes that have ended meanwhile are passed over: the sender cannot know, and need not.
  public void send(Collection<ProcessHandle> processes) {
    var command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\" 2>/dev/null", "sh", name()));
    processes.stream().map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot send SIG" + name(), e);
    } catch (InterruptedException e) {
      // The signal is on its way; only our waiting was cut short.
      Thread.currentThread().interrupt();
    }
  }
}
