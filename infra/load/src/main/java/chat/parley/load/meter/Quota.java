package chat.parley.load.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A bound on the processor time of a process, by a control group of its own: a small machine of
/// those that a node would have for itself. Needs root.
public final class Quota implements AutoCloseable {
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

  /// Short, so that who has used up their time isn't late by much.
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final Path root;
  private final Path group;

  private Quota(Path root, Path group) {
    this.root = root;
    this.group = group;
  }

  /// Whether this machine lets us give any.
  public static boolean isPossible() {
    return Files.isWritable(root()) && Files.exists(root().resolve("cgroup.procs"));
  }

  private static Path root() {
    return Files.exists(VERSION_1.resolve("cpu.cfs_quota_us")) ? VERSION_1 : VERSION_2;
  }

  /// From now on, for the process and all its threads, until closed.
  ///
  /// @param cores so much of one, or of several
  public static Quota of(long pid, double cores) {
    Path root = root();
    Path group = root.resolve("parley-bench-" + pid);
    long period = PERIOD.toNanos() / 1_000;
    long quota = Math.round(period * cores);
    try {
      Files.createDirectory(group);
      if (root.equals(VERSION_1)) {
        Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(period));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
      } else {
        Files.writeString(group.resolve("cpu.max"), quota + " " + period);
      }
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
      return new Quota(root, group);
    } catch (IOException e) {
      throw new UncheckedIOException("no control group for process " + pid, e);
    }
  }

  @Override
  public void close() {
    try {
      for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
        Files.writeString(root.resolve("cgroup.procs"), pid);
      }
      Files.delete(group);
    } catch (IOException e) {
      throw new UncheckedIOException("a control group is left: " + group, e);
    }
  }
}
