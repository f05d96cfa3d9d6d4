package chat.parley.system.web;

import chat.parley.system.figures.Report;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A conversation of 100,000 messages: until it is there, while it is scrolled, and back and forth.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
@InABrowser
class BrowserScrollFigures {
  private static final int TIMES = 5;
  private static final int SCROLL_SECONDS = 20;
  private static final int DRAGS = 6;
  private static final String SOUGHT = ".timeline .message.sought";
  private static final String TEXT = ".timeline .message .text";

  @Test
  void oneScrollsThroughAHundredThousandMessages(Site site) throws InterruptedException {
    LongConversation conversation = LongConversation.in(site, "scroll");
    Report report =
        new Report(
            "browser-scroll",
            "A conversation of 100,000 messages",
            BrowserScrollFigures.class,
            site.stack());
    report.line(
        "Chromium renders in software, on the same processors as the system; 1,280 x 800, reduced"
            + " motion.");
    Visitor reader = site.visitor(conversation.people().getFirst().username(), Screen.LIGHT);
    Probe probe = Probe.in(reader);
    reader.logIn();
    try {
      open(reader.page(), probe, conversation, report);
      report.head(
          "frames",
          "number",
          "> 33 ms",
          "p50 ms",
          "p95 ms",
          "p99 ms",
          "max ms",
          "long tasks",
          "longest ms",
          "with a hole");
      scroll(probe, report);
      drag(reader.page(), probe, report);
      report.end();
      jump(reader.page(), probe, conversation, report);
    } finally {
      report.write();
    }
  }

  private static void open(Page page, Probe probe, LongConversation conversation, Report report) {
    Opening cold = new Opening();
    Opening warm = new Opening();
    for (int i = 0; i < TIMES; i++) {
      probe.devtools().send("Network.clearBrowserCache");
      cold.open(page, probe, conversation);
      warm.open(page, probe, conversation);
    }
    report.head(
        "opened, ms from navigation, median (max) of " + TIMES,
        "first contentful paint",
        "composer",
        "newest message and composer");
    cold.row("nothing cached", report);
    warm.row("cached", report);
    report.end();
  }

  private record Opening(List<Double> paint, List<Double> composer, List<Double> both) {
    Opening() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void open(Page page, Probe probe, LongConversation conversation) {
      page.navigate("/c/" + conversation.id());
      double newestAt = probe.when(LongConversation.NEWEST);
      page.waitForFunction("() => probe.composerAt");
      double composerAt = Probe.millis(page.evaluate("probe.composerAt"));
      double origin = Probe.millis(page.evaluate("performance.timeOrigin"));
      paint.add(
          Probe.millis(
              page.evaluate(
                  "performance.getEntriesByName('first-contentful-paint')[0].startTime")));
      composer.add(composerAt - origin);
      both.add(Math.max(newestAt, composerAt) - origin);
    }

    void row(String name, Report report) {
      report.row(name, spread(paint), spread(composer), spread(both));
    }
  }

  private static String spread(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return "%.0f (%.0f)".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
  }

  private static void scroll(Probe probe, Report report) throws InterruptedException {
    probe.startFrames();
    new Wheel(probe).up(SCROLL_SECONDS, () -> {});
    row(
        "wheel up, %,d px/s, %d s".formatted(Wheel.PIXELS_A_SECOND, SCROLL_SECONDS),
        probe.stopFrames(),
        report);
  }

  /// There are no scroll bars in a browser without a screen: what one does is done by a script.
  private static void drag(Page page, Probe probe, Report report) {
    probe.startFrames();
    page.evaluate(
        """
        async (drags) => {
          const timeline = document.querySelector('.timeline');
          const frame = () => new Promise(requestAnimationFrame);
          for (let i = 0; i < drags; i += 1) {
            for (let step = 0; step <= 60; step += 1) {
              const range = timeline.scrollHeight - timeline.clientHeight;
              timeline.scrollTop = (range * (i % 2 ? step : 60 - step)) / 60;
              await frame();
            }
          }
        }
        """,
        DRAGS);
    row(
        "scroll bar dragged up and down, %d times a second".formatted(DRAGS),
        probe.stopFrames(),
        report);
  }

  private static void row(String name, Probe.Frames frames, Report report) {
    Histogram times = frames.times();
    report.row(
        name,
        times.getTotalCount(),
        frames.dropped(),
        Report.millis(times, 50),
        Report.millis(times, 95),
        Report.millis(times, 99),
        Report.millis(times, 100),
        frames.longTasks().getTotalCount(),
        Report.millis(frames.longTasks(), 100),
        frames.holes());
  }

  private static void jump(Page page, Probe probe, LongConversation conversation, Report report) {
    List<Double> toQuoted = new ArrayList<>();
    List<Double> toDay = new ArrayList<>();
    List<Double> toEnd = new ArrayList<>();
    page.navigate("/c/" + conversation.id());
    probe.when(LongConversation.NEWEST);
    for (int i = 0; i < TIMES; i++) {
      toQuoted.add(probe.fromClick(".timeline a.quote >> nth=-1", SOUGHT, ""));
      toEnd.add(probe.fromClick(".to-end", TEXT, LongConversation.NEWEST));
      chooseDay(page);
      toDay.add(probe.fromClick("dialog .button.primary", SOUGHT, ""));
      toEnd.add(probe.fromClick(".to-end", TEXT, LongConversation.NEWEST));
    }
    report
        .head("from the click to the picture, ms", "median (max)")
        .row(
            "to message %,d, which the newest quotes".formatted(LongConversation.MIDDLE),
            spread(toQuoted))
        .row("to the first message of a day 200 days ago", spread(toDay))
        .row("back to the newest", spread(toEnd))
        .end();
  }

  private static void chooseDay(Page page) {
    Talk.in(page).choose("Go to a day");
    page.locator("dialog [name=day]")
        .fill(LocalDate.now(ZoneId.systemDefault()).minusDays(200).toString());
  }
}
