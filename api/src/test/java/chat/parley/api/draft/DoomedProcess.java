package chat.parley.api.draft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Another JVM that is in the middle of something, until it is killed.
public final class DoomedProcess implements AutoCloseable {
  private static final String THERE = "there";

  private final Process process;

  private DoomedProcess(Process process) {
    this.process = process;
  }

  /// @param main reads [#halfOf] something
  /// @return when it has read the half
  public static DoomedProcess start(Class<?> main, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); !THERE.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("it ended: " + said);
      }
      said.append(line).append('\n');
    }
    return new DoomedProcess(process);
  }

  /// In the other process: that has no end, and after some of it none is given until this
  /// process's parent is gone.
  ///
  /// @param before done when the half is read, and before that is said
  public static InputStream halfOf(byte[] beginning, Step before) {
    return new InputStream() {
      private int given;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = Math.min(length, beginning.length - given);
        if (read == 0) {
          before.go();
          System.out.println(THERE);
          new InputStreamReader(System.in, StandardCharsets.UTF_8).read();
          throw new IOException("nobody killed this process");
        }
        System.arraycopy(beginning, given, bytes, offset, read);
        given += read;
        return read;
      }
    };
  }

  /// SIGKILL, after which nothing of it runs any more.
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /// What a process does.
  public interface Step {
    void go() throws IOException;
  }
}
