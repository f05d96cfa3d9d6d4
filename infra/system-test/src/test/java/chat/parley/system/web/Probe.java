package chat.parley.system.web;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// What somebody's page tells of itself, by `probe.js`. All times are those of this machine's clock
/// in ms, so that they can be compared with those of another page.
final class Probe {
  private static final Path SCRIPT =
      Path.of("src", "test", "resources", "chat", "parley", "system", "web", "probe.js");

  private final Page page;
  private final CDPSession devtools;

  private Probe(Page page) {
    this.page = page;
    this.devtools = page.context().newCDPSession(page);
  }

  /// In each page that the visitor opens from now on.
  static Probe in(Visitor visitor) {
    visitor.context().addInitScript(SCRIPT);
    return new Probe(visitor.page());
  }

  CDPSession devtools() {
    return devtools;
  }

  void setClock() {
    page.evaluate("probe.setClock()");
  }

  /// When that message was painted first; waits for it.
  double when(String text) {
    return millis(page.evaluate("text => probe.when(text)", text));
  }

  /// @return from a click on something to a picture with something else, ms; waits for it
  double fromClick(String what, String until, String text) {
    page.locator(what).click();
    Object shown =
        page.evaluate("([until, text]) => probe.shown(until, text)", List.of(until, text));
    return millis(shown) - millis(page.evaluate("probe.clickedAt"));
  }

  /// When Enter was pressed, by the text that was sent by it.
  Map<String, Double> pressed() {
    return times("probe.pressed");
  }

  /// When each message was painted first, by its text.
  Map<String, Double> seen() {
    return times("probe.seen");
  }

  /// The messages that stood in the page twice at once.
  List<?> doubled() {
    return (List<?>) page.evaluate("probe.doubled");
  }

  private Map<String, Double> times(String expression) {
    Map<?, ?> times = (Map<?, ?>) page.evaluate(expression);
    return times.entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().toString(),
                each -> millis(Objects.requireNonNull(each.getValue()))));
  }

  void startFrames() {
    page.evaluate("probe.startFrames()");
  }

  Frames stopFrames() {
    Map<?, ?> frames = (Map<?, ?>) page.evaluate("probe.stopFrames()");
    return new Frames(
        histogram(Objects.requireNonNull(frames.get("times"))),
        histogram(Objects.requireNonNull(frames.get("long"))),
        (long) millis(Objects.requireNonNull(frames.get("holes"))));
  }

  /// @param times from one frame to the next, in ns
  /// @param longTasks each of more than 50 ms, in ns
  /// @param holes frames in which there was nothing where messages should be
  record Frames(Histogram times, Histogram longTasks, long holes) {
    /// Those that came more than a frame late.
    long dropped() {
      return times.getCountBetweenValues(33_500_000, Long.MAX_VALUE / 2);
    }
  }

  private static Histogram histogram(Object times) {
    Histogram histogram = new Histogram(3);
    ((List<?>) times).forEach(each -> histogram.recordValue(nanos(millis(each))));
    return histogram;
  }

  /// What the page takes once its garbage is gone.
  Use use() {
    devtools.send("Performance.enable");
    devtools.send("HeapProfiler.collectGarbage");
    JsonObject answer = devtools.send("Performance.getMetrics");
    Map<String, Double> metrics =
        answer.getAsJsonArray("metrics").asList().stream()
            .map(each -> each.getAsJsonObject())
            .collect(
                Collectors.toMap(
                    each -> each.get("name").getAsString(),
                    each -> each.get("value").getAsDouble()));
    return new Use(
        metrics.getOrDefault("JSHeapUsedSize", 0d) / 1e6,
        metrics.getOrDefault("Nodes", 0d).longValue(),
        metrics.getOrDefault("JSEventListeners", 0d).longValue());
  }

  record Use(double heapMegabytes, long nodes, long listeners) {}

  static double millis(Object number) {
    return ((Number) number).doubleValue();
  }

  static long nanos(double millis) {
    return Math.max(0, (long) (millis * 1e6));
  }
}
