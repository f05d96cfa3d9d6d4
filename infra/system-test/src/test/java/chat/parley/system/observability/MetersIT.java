package chat.parley.system.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `meters.md` says what there is, no more and no less.
@ExtendWith(Observed.Once.class)
class MetersIT {

  @Test
  void theTableIsWhatNodesTell(Observed observed) {
    // Some are there when something has happened once: a mail goes out when it goes out.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(told(observed)).containsExactlyInAnyOrderEntriesOf(MeterTable.rows()));
  }

  @Test
  void noMeterTellsWhatIsNobodysBusiness(Observed observed) {
    String all =
        Observed.scrape(observed.stack().apis().getFirst().uri())
            + Observed.scrape(observed.stack().pushes().getFirst().uri());

    assertThat(observed.evening().foundIn(all)).isEmpty();
    // Nor who it was, or where: there would be a series for each.
    assertThat(all)
        .doesNotContain(observed.evening().ada().id())
        .doesNotContain(observed.evening().room());
  }

  private static Map<String, MeterTable.Row> told(Observed observed) {
    Map<String, MeterTable.Row> told = new TreeMap<>();
    told.putAll(ours("api", observed.stack().apis().getFirst()));
    told.putAll(ours("push", observed.stack().pushes().getFirst()));
    return told;
  }

  /// What the JVM and the framework tell beside is theirs to describe.
  private static Map<String, MeterTable.Row> ours(String program, RunningNode node) {
    return Scrape.read(Observed.scrape(node.uri())).entrySet().stream()
        .filter(meter -> meter.getKey().matches("(parley|hikaricp|http_server)_.*"))
        // The longest of the last minutes, which each timer has.
        .filter(
            meter -> !meter.getKey().endsWith("_max") || meter.getKey().contains("connections_max"))
        .collect(Collectors.toMap(meter -> meter.getKey() + "@" + program, Map.Entry::getValue));
  }
}
