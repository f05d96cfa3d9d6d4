package chat.parley.system.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.RunningNode;
import chat.parley.system.figures.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The only push node is killed and started again while two people write to each other.
@EnabledIfSystemProperty(named = "parley.figures", matches = "true")
@InABrowser
class BrowserRecoveryFigures {
  private static final int ROUNDS = 5;

  /// Each of the two writes every 200 ms.
  private static final long PACE_MILLIS = 100;

  private static final long BEFORE_MILLIS = 2_000;
  private static final long AFTER_MILLIS = 8_000;

  private static final int READING_SECONDS = 60;

  /// What passes within it was told live: what was caught up on had waited for longer.
  private static final double LIVE_MILLIS = 1_000;

  private final List<Kill> kills = new ArrayList<>();
  private int said;

  /// On the machine's clock.
  private record Kill(long at, long readyAt) {
    static Kill of(RunningNode push) {
      long at = System.currentTimeMillis();
      push.kill();
      push.restart();
      push.awaitReady();
      return new Kill(at, System.currentTimeMillis());
    }
  }

  @Test
  void whenPushIsKilledNothingIsLostAndNothingDoubled(Site site) throws InterruptedException {
    Dialogue dialogue = Dialogue.between(site, "recovery-ada", "recovery-grace");
    List.of(dialogue.one(), dialogue.other())
        .forEach(side -> side.visitor().expectComplaints(BrowserRecoveryFigures::isOfTheNetwork));
    Report report =
        new Report(
            "browser-recovery",
            "Push killed and started again while both write",
            BrowserRecoveryFigures.class,
            site.stack());
    RunningNode push = site.stack().pushes().getFirst();
    for (int i = 0; i < ROUNDS; i++) {
      writeFor(dialogue, BEFORE_MILLIS);
      var killing = CompletableFuture.supplyAsync(() -> Kill.of(push));
      write(dialogue, () -> !killing.isDone());
      kills.add(killing.join());
      writeFor(dialogue, AFTER_MILLIS);
    }
    assertNothingIsLostOrDoubled(dialogue);
    report.line(
        "Two contexts of one Chromium, which renders in software; each wrote a message every"
            + " %d ms by the composer, %,d in all. All of them are in the history once, all were"
            + " painted in both windows, and none stood in one twice.",
        2 * PACE_MILLIS, said);
    write(dialogue, report);
    report.write();
  }

  private static boolean isOfTheNetwork(String complaint) {
    return complaint.contains("WebSocket") || complaint.contains("Failed to load resource");
  }

  private void writeFor(Dialogue dialogue, long millis) throws InterruptedException {
    long end = System.currentTimeMillis() + millis;
    write(dialogue, () -> System.currentTimeMillis() < end);
  }

  private void write(Dialogue dialogue, BooleanSupplier isGoingOn) throws InterruptedException {
    long due = System.currentTimeMillis();
    while (isGoingOn.getAsBoolean()) {
      (said % 2 == 0 ? dialogue.one() : dialogue.other()).say("n " + said++);
      due += PACE_MILLIS;
      Thread.sleep(Math.max(0, due - System.currentTimeMillis()));
    }
  }

  private void assertNothingIsLostOrDoubled(Dialogue dialogue) throws InterruptedException {
    readAll(dialogue.one());
    readAll(dialogue.other());
    List<String> all = new ArrayList<>(dialogue.one().probe().pressed().keySet());
    all.addAll(dialogue.other().probe().pressed().keySet());
    assertThat(all).hasSize(said);
    assertThat(dialogue.history()).containsExactlyInAnyOrderElementsOf(all);
    for (Dialogue.Side side : List.of(dialogue.one(), dialogue.other())) {
      assertThat(side.probe().seen().keySet()).containsExactlyInAnyOrderElementsOf(all);
      assertThat(side.probe().doubled()).isEmpty();
    }
  }

  /// From the newest up to the first: of many that come at once only the last are in sight.
  private void readAll(Dialogue.Side side) throws InterruptedException {
    side.probe().when("n " + (said - 1));
    Wheel wheel = new Wheel(side.probe());
    for (int i = 0;
        i < READING_SECONDS && !side.visitor().page().locator(".start").isVisible();
        i++) {
      wheel.up(1, () -> {});
    }
  }

  private void write(Dialogue dialogue, Report report) {
    report.head(
        "ms",
        "until ready",
        "first message to the one, from the kill",
        "live, from the kill",
        "live, from ready",
        "first message to the other, from the kill",
        "live, from the kill",
        "live, from ready");
    for (Kill kill : kills) {
      Back one =
          Back.after(kill, dialogue.other().probe().pressed(), dialogue.one().probe().seen());
      Back other =
          Back.after(kill, dialogue.one().probe().pressed(), dialogue.other().probe().seen());
      report.row(
          "round " + (kills.indexOf(kill) + 1),
          kill.readyAt() - kill.at(),
          one.first() - kill.at(),
          one.live() - kill.at(),
          one.live() - kill.readyAt(),
          other.first() - kill.at(),
          other.live() - kill.at(),
          other.live() - kill.readyAt());
    }
    report.end();
  }

  /// When what was written after a kill was painted at first, and when it came at once again.
  private record Back(long first, long live) {
    static Back after(Kill kill, Map<String, Double> pressed, Map<String, Double> seen) {
      return new Back(
          earliest(kill, Double.MAX_VALUE, pressed, seen),
          earliest(kill, LIVE_MILLIS, pressed, seen));
    }

    private static long earliest(
        Kill kill, double within, Map<String, Double> pressed, Map<String, Double> seen) {
      return (long)
          pressed.entrySet().stream()
              .filter(each -> each.getValue() > kill.at())
              .filter(each -> seen.getOrDefault(each.getKey(), 0d) - each.getValue() < within)
              .mapToDouble(each -> seen.getOrDefault(each.getKey(), 0d))
              .min()
              .orElseThrow();
    }
  }
}
