package chat.parley.system.web;

import chat.parley.system.figures.Report;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// From Enter in one browser to the message on the other's screen.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
@InABrowser
class BrowserLatencyFigures {
  private static final int WARM_UP = 30;
  private static final int MESSAGES = 300;

  @Test
  void whatOneSendsTheOtherSees(Site site) {
    Dialogue dialogue = Dialogue.between(site, "latency-ada", "latency-grace");
    Report report =
        new Report(
            "browser-latency",
            "From Enter to the other's screen",
            BrowserLatencyFigures.class,
            site.stack());
    Histogram own = new Histogram(3);
    Histogram others = new Histogram(3);
    for (int i = 0; i < WARM_UP + MESSAGES; i++) {
      say(
          i % 2 == 0 ? dialogue.one() : dialogue.other(),
          i % 2 == 0 ? dialogue.other() : dialogue.one(),
          "n " + i);
    }
    measure(dialogue.one(), dialogue.other(), own, others);
    measure(dialogue.other(), dialogue.one(), own, others);
    report.line(
        "Two contexts of one Chromium, which renders in software, on the same processors as the"
            + " system; reduced motion. %d messages after %d to warm up, to and fro, each after the"
            + " one before has arrived. From the key event to after the frame with the message.",
        MESSAGES, WARM_UP);
    report.head("ms", "messages", "p50", "p90", "p99", "max");
    row(report, "in one's own window", own);
    row(report, "in the other's", others);
    report.end();
    report.write();
  }

  private static void say(Dialogue.Side speaker, Dialogue.Side listener, String text) {
    speaker.say(text);
    listener.probe().when(text);
  }

  private static void measure(
      Dialogue.Side speaker, Dialogue.Side listener, Histogram own, Histogram others) {
    Map<String, Double> mine = speaker.probe().seen();
    Map<String, Double> theirs = listener.probe().seen();
    speaker
        .probe()
        .pressed()
        .forEach(
            (text, at) -> {
              if (Integer.parseInt(text.substring(2)) < WARM_UP) {
                return;
              }
              own.recordValue(Probe.nanos(mine.getOrDefault(text, 0d) - at));
              others.recordValue(Probe.nanos(theirs.getOrDefault(text, 0d) - at));
            });
  }

  private static void row(Report report, String name, Histogram times) {
    report.row(
        name,
        times.getTotalCount(),
        Report.millis(times, 50),
        Report.millis(times, 90),
        Report.millis(times, 99),
        Report.millis(times, 100));
  }
}
