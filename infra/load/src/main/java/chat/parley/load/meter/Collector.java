package chat.parley.load.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Makes another JVM collect its garbage, so that what is left is what it needs.
public final class Collector {
  private static final int LIMIT_SECONDS = 30;

  private Collector() {}

  /// Nothing happens where the process is no JVM: what makes a JVM listen would end another.
  public static void collect(long pid) {
    if (!isJava(pid)) {
      return;
    }
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!jcmd.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
      }
    } catch (IOException e) {
      throw new IllegalStateException("no jcmd in this JDK", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static boolean isJava(long pid) {
    try {
      Path program = Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe"));
      return program.endsWith("java");
    } catch (IOException e) {
      return false; // not on this system, or no longer there
    }
  }
}
