package chat.parley.system.web;

import chat.parley.system.figures.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Five minutes in a long conversation in which a message comes each second.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
@InABrowser
class BrowserMemoryFigures {
  private static final int SECONDS = Integer.getInteger("parley.figures.reading", 300);

  /// Of them upwards, and then back at the end, where the new ones come.
  private static final int UPWARDS = 20;

  private static final int AT_END = 10;

  private int said;

  @Test
  void whoReadsForLongTakesNoMore(Site site) throws InterruptedException {
    LongConversation conversation = LongConversation.in(site, "memory");
    Report report =
        new Report(
            "browser-memory",
            "Five minutes in a conversation of 100,000 messages",
            BrowserMemoryFigures.class,
            site.stack());
    Visitor reader = site.visitor(conversation.people().getFirst().username(), Screen.LIGHT);
    Probe probe = Probe.in(reader);
    reader.logIn().page().navigate("/c/" + conversation.id());
    probe.when(LongConversation.NEWEST);
    report.line(
        "A message each second; %d s of scrolling up with the wheel, %,d px/s, back to the end,"
            + " %d s there, and again. After a full collection:",
        UPWARDS, Wheel.PIXELS_A_SECOND, AT_END);
    report.head("after s", "JavaScript heap, MB", "DOM nodes", "event listeners");
    try {
      row(0, probe, report);
      for (int second = 0; second < SECONDS; second += UPWARDS + AT_END) {
        turn(reader, probe, conversation);
        row(second + UPWARDS + AT_END, probe, report);
      }
    } finally {
      report.end();
      report.write();
    }
  }

  private void turn(Visitor reader, Probe probe, LongConversation conversation)
      throws InterruptedException {
    Wheel wheel = new Wheel(probe);
    wheel.up(UPWARDS, () -> conversation.say("live " + said++));
    reader.page().locator(".to-end").click();
    probe.when("live " + (said - 1));
    wheel.rest(AT_END, () -> conversation.say("live " + said++));
    probe.when("live " + (said - 1));
  }

  private static void row(int second, Probe probe, Report report) {
    Probe.Use use = probe.use();
    report.row(second, use.heapMegabytes(), use.nodes(), use.listeners());
  }
}
