package chat.parley.infra.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a process still runs.
///
/// [ProcessHandle#isAlive()] counts zombies, too. An orphan stays one until process 1 takes note of
/// its end: in some containers that takes seconds, in others it never happens.
public final class Liveness {
  private Liveness() {}

  public static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    var stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      // "pid (name) state …", where the name may itself contain a parenthesis.
      var line = Files.readString(stat);
      return line.startsWith("Z", line.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // it has just gone, or this system has no /proc
    }
  }
}
