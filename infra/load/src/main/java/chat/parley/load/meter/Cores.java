package chat.parley.load.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// Processor seconds until some moment: of the whole machine, and of this process among it. What
/// belongs neither to this process nor to a server that is measured is somebody else's, and
/// disturbs.
///
/// @param all that were spent on anything
/// @param own of this process, without those that it started
/// @param stolen for which another machine had the processors
public record Cores(double all, double own, double stolen) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final double NANOS = 1e9;

  /// Of the first line's fields, in user and kernel, interrupts included (proc(5)).
  private static final int[] BUSY = {1, 2, 3, 6, 7};

  private static final int STOLEN = 8;

  public static Cores now() {
    Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    try (var lines = Files.lines(STAT)) {
      return of(lines.findFirst().orElseThrow(), own.toNanos() / NANOS);
    } catch (IOException e) {
      return new Cores(Double.NaN, own.toNanos() / NANOS, Double.NaN); // not on this system
    }
  }

  /// @param first line of `/proc/stat`
  static Cores of(String first, double own) {
    String[] fields = first.split(" +", -1);
    return new Cores(
        Arrays.stream(BUSY).mapToLong(field -> Long.parseLong(fields[field])).sum()
            / TICKS_PER_SECOND,
        own,
        Long.parseLong(fields[STOLEN]) / TICKS_PER_SECOND);
  }

  /// How many cores were busy on average.
  ///
  /// @param before some seconds ago
  public Cores since(Cores before, double seconds) {
    return new Cores(
        (all - before.all) / seconds,
        (own - before.own) / seconds,
        (stolen - before.stolen) / seconds);
  }
}
