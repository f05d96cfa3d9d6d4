package chat.parley.system.web;

import chat.parley.system.figures.Report;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What has to come before one can log in, and before one can write.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
@InABrowser
class BrowserLoadFigures {
  private static final int[] LATENCIES = {0, 40};

  @Test
  void whatAFirstLoadTakes(Site site) {
    Dialogue dialogue = Dialogue.between(site, "load-ada", "load-grace");
    dialogue.one().say("hello");
    dialogue.other().probe().when("hello");
    Report report =
        new Report("browser-load", "A first load", BrowserLoadFigures.class, site.stack());
    report.line(
        "Chromium renders in software, on the same processors as the system. HTTP/1.1 without TLS;"
            + " with 40 ms of latency also 10 Mbit/s, both made by the browser.");
    report.head("", "latency ms", "requests", "kB", "first contentful paint ms", "usable ms");
    for (int latency : LATENCIES) {
      Visitor stranger = site.visitor("stranger-" + latency, Screen.LIGHT);
      load(stranger, Probe.in(stranger), "log-in", "/login", "formAt", latency, report);
      Visitor ada = dialogue.one().visitor();
      String place = "/c/" + dialogue.conversation();
      load(ada, dialogue.one().probe(), "conversation", place, "composerAt", latency, report);
    }
    report.end();
    report.write();
  }

  private static void load(
      Visitor visitor,
      Probe probe,
      String name,
      String place,
      String usable,
      int latency,
      Report report) {
    Wire wire = Wire.of(probe.devtools());
    wire.delay(latency);
    wire.emptyCache();
    for (String what : new String[] {name + ", nothing cached", name + ", cached"}) {
      wire.forget();
      Page page = visitor.page();
      page.navigate(place);
      page.waitForFunction("() => probe." + usable);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      double origin = Probe.millis(page.evaluate("performance.timeOrigin"));
      report.row(
          what,
          latency,
          wire.requests(),
          wire.kilobytes(),
          Probe.millis(
              page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")),
          Probe.millis(page.evaluate("probe." + usable)) - origin);
    }
    wire.delay(0);
  }
}
