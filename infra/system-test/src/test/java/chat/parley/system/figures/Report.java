package chat.parley.system.figures;

import chat.parley.infra.dev.Stack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A page of figures with all that is needed to see them again.
public final class Report {
  private final String name;
  private final StringBuilder text = new StringBuilder();

  /// @param name of the file
  /// @param test the class to run
  public Report(String name, String title, Class<?> test, Stack stack) {
    this.name = name;
    text.append("# ").append(title).append("\n\n");
    line("Machine: %s, clients and senders on it too.", machine());
    line(
        "System: %d api, %d push, PostgreSQL and Redis, a process each; `-Xmx512m`, serial"
            + " collector.",
        stack.apis().size(), stack.pushes().size());
    line("Command: `%s`", command(test));
  }

  private static String machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return "%s, %d processors, %s %s, load %.1f at the beginning"
        .formatted(
            processor(),
            system.getAvailableProcessors(),
            system.getName(),
            system.getVersion(),
            system.getSystemLoadAverage());
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceAll(".*: ", ""))
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }

  private static String command(Class<?> test) {
    return ("mvn verify -pl infra/system-test -am -Dparley.figures=true -Dit.test=%s -Dtest=None"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false")
        .formatted(test.getSimpleName());
  }

  /// A paragraph.
  @SuppressWarnings("AnnotateFormatMethod")
  public Report line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append("\n\n");
    return this;
  }

  public Report head(String... columns) {
    row((Object[]) columns);
    text.append("|---".repeat(columns.length)).append("|\n");
    return this;
  }

  /// Numbers with a fraction are given with one digit of it.
  public Report row(Object... cells) {
    Arrays.stream(cells)
        .map(
            cell ->
                cell instanceof Double number
                    ? String.format(Locale.ROOT, "%,.1f", number)
                    : cell instanceof Number number
                        ? String.format(Locale.ROOT, "%,d", number)
                        : cell.toString().replace("|", "\\|"))
        .forEach(cell -> text.append("| ").append(cell).append(' '));
    text.append("|\n");
    return this;
  }

  public Report end() {
    text.append('\n');
    return this;
  }

  public static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  public void write() {
    try {
      Path file = Path.of("target", "figures", name + ".md");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    System.out.println(text);
  }
}
