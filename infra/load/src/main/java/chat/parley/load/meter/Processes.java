package chat.parley.load.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the system says about processes, in `/proc` (proc(5)).
public final class Processes {
  private static final Path PROC = Path.of("/proc");

  /// USER_HZ: the unit of times in `stat`, a hundredth of a second on every Linux there is.
  private static final double TICKS_PER_SECOND = 100;

  private final Map<Long, Stat> all = new HashMap<>();
  private final Map<Long, List<Stat>> children = new HashMap<>();

  private Processes(List<Stat> stats) {
    for (Stat stat : stats) {
      all.put(stat.pid(), stat);
      children.computeIfAbsent(stat.parent(), pid -> new ArrayList<>()).add(stat);
    }
  }

  /// Of this moment.
  public static Processes now() {
    try (Stream<Path> entries = Files.list(PROC)) {
      return of(
          entries
              .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
              .map(Processes::statOf)
              .filter(line -> !line.isEmpty())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("no /proc on this system", e);
    }
  }

  /// @param stats lines of `/proc/<pid>/stat`
  static Processes of(List<String> stats) {
    return new Processes(stats.stream().map(Stat::parse).toList());
  }

  /// @return empty when the process has ended meanwhile
  private static String statOf(Path process) {
    try {
      return Files.readString(process.resolve("stat"));
    } catch (IOException e) {
      return "";
    }
  }

  /// Processor seconds that the process and all that it started have ever used, those among them
  /// included that have ended and been waited for.
  public double cpuSeconds(long pid) {
    return family(pid).stream().mapToLong(Stat::ticks).sum() / TICKS_PER_SECOND;
  }

  private List<Stat> family(long pid) {
    List<Stat> family = new ArrayList<>();
    Deque<Stat> left = new ArrayDeque<>();
    Stat root = all.get(pid);
    if (root == null) {
      throw new IllegalStateException("process " + pid + " has ended");
    }
    left.add(root);
    while (!left.isEmpty()) {
      Stat next = left.remove();
      family.add(next);
      left.addAll(children.getOrDefault(next.pid(), List.of()));
    }
    return family;
  }

  /// What the system holds in memory for the process and all that it started, in KiB. Pages that
  /// several of them share are counted for each.
  public double residentKilobytes(long pid) {
    return family(pid).stream().mapToDouble(each -> residentKilobytesOf(each.pid())).sum();
  }

  /// Of the process alone; 0 when it has ended.
  static double residentKilobytesOf(long pid) {
    try {
      return residentKilobytes(Files.readAllLines(PROC.resolve(pid + "/status")));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param status lines of `/proc/<pid>/status`
  static double residentKilobytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /// @param ticks its own and those of its children that it has waited for
  private record Stat(long pid, long parent, long ticks) {
    private static final int AFTER_NAME_PARENT = 1;
    private static final int AFTER_NAME_FIRST_TIME = 11;
    private static final int TIMES = 4;

    /// The name stands in brackets and may have any characters, brackets too.
    static Stat parse(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 0; i < TIMES; i++) {
        ticks += Long.parseLong(fields[AFTER_NAME_FIRST_TIME + i]);
      }
      return new Stat(
          Long.parseLong(line.substring(0, line.indexOf(' '))),
          Long.parseLong(fields[AFTER_NAME_PARENT]),
          ticks);
    }
  }
}
