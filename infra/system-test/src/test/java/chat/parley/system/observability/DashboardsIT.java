package chat.parley.system.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.system.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Each query of the dashboards is answered by a real Prometheus, with figures where there must be
/// some while people talk.
@ExtendWith(Observed.Once.class)
class DashboardsIT {
  private static final Pattern METER = Pattern.compile("\\b(?:parley|hikaricp|http_server)_\\w+");

  @Test
  void eachQueryIsAnswered(Observed observed, @TempDir Path folder) throws IOException {
    try (Prometheus prometheus = Prometheus.watching(observed.stack(), folder)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                talk(observed);
                assertThat(silent(prometheus)).isEmpty();
              });
      assertThat(prometheus.answer("/api/v1/rules").get("groups")).isNotEmpty();
      assertThat(prometheus.query("up{job=~\"parley-.*\"} == 1").get("result")).hasSize(2);
    }
  }

  @Test
  void noneAsksForAMeterThatIsNotThere() {
    assertThat(Dashboard.queries())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            query ->
                assertThat(METER.matcher(query.expression()).results())
                    .allSatisfy(
                        meter ->
                            assertThat(MeterTable.names())
                                .contains(
                                    meter.group().replaceFirst("_(bucket|sum|count|max)$", ""))));
  }

  /// Those that have no figure, and should.
  private static List<String> silent(Prometheus prometheus) {
    return Dashboard.queries().stream()
        .filter(query -> !hasFigures(prometheus.query(query.at("20s"))) && !query.mayBeEmpty())
        .map(query -> query.panel() + ": " + query.expression())
        .toList();
  }

  /// Somebody comes, hears something and goes.
  private static void talk(Observed observed) {
    Evening evening = observed.evening();
    try (SocketClient his = SocketClient.open(observed.pushPort(), evening.bob().token())) {
      Evening.send(observed.api(), evening.ada(), evening.room());
      Evening.hears(his, "message.created");
    }
  }

  private static boolean hasFigures(JsonNode answer) {
    return StreamSupport.stream(answer.get("result").spliterator(), false)
        .anyMatch(series -> !series.at("/value/1").asText().equals("NaN"));
  }
}
