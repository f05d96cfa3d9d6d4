package chat.parley.load.meter;

import chat.parley.infra.dev.RunningNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a node says about itself at `/prometheus`, and what the system says about its process.
public record NodeMeters(String text) {
  private static final Pattern URI_OF_CALL =
      Pattern.compile(
          "^http_server_requests_seconds_count\\{.*uri=\"([^\"]*)\".*} (\\S+)$", Pattern.MULTILINE);

  public static NodeMeters of(RunningNode node) {
    try (var in = URI.create(node.uri() + "/prometheus").toURL().openStream()) {
      return new NodeMeters(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The sum of all lines of the meter that contain the label.
  public double sum(String meter, String label) {
    return text.lines()
        .filter(line -> line.startsWith(meter) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public double heapMegabytes() {
    return sum("jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20);
  }

  public double directMegabytes() {
    return sum("jvm_buffer_memory_used_bytes", "id=\"direct\"") / (1 << 20);
  }

  public double closed(int code) {
    return sum("parley_push_closed_total", "code=\"" + code + "\"");
  }

  /// What the system holds in memory for the process.
  public static double residentMegabytes(RunningNode node) {
    return Processes.residentKilobytesOf(node.pid()) / 1024;
  }

  /// What all TCP buffers of this machine hold.
  public static double kernelBufferMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/net/sockstat")).stream()
          .filter(line -> line.startsWith("TCP:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*mem ", "")) * 4096 / (1 << 20))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /// How often each route of the api was called, over all of the nodes.
  public static Map<String, Long> calls(List<RunningNode> nodes) {
    Map<String, Long> calls = new TreeMap<>();
    for (RunningNode node : nodes) {
      Matcher line = URI_OF_CALL.matcher(of(node).text());
      while (line.find()) {
        calls.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
      }
    }
    return calls;
  }

  /// What was called since, and how often.
  public static Map<String, Long> callsSince(Map<String, Long> before, List<RunningNode> nodes) {
    Map<String, Long> since = new TreeMap<>();
    calls(nodes)
        .forEach(
            (route, count) -> {
              long more = count - before.getOrDefault(route, 0L);
              if (more > 0) {
                since.put(route, more);
              }
            });
    return since;
  }
}
