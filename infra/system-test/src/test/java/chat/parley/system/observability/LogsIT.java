package chat.parley.system.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.infra.dev.RunningNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The log for programs, with all that our code has to say: an object on each line, findable by
/// request and by trace, and nobody's words in it.
@ExtendWith(Observed.Once.class)
class LogsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void eachLineIsAnObject(Observed observed) throws IOException {
    for (RunningNode node : nodes(observed)) {
      List<JsonNode> lines = lines(node);

      assertThat(lines)
          .isNotEmpty()
          .allSatisfy(
              line -> {
                assertThat(line.get("timestamp").isNumber()).isTrue();
                assertThat(line.get("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
                assertThat(line.get("loggerName").asText()).isNotEmpty();
                assertThat(line.get("formattedMessage").isTextual()).isTrue();
              });
    }
  }

  @Test
  void aLineSaysOfWhichRequestAndTraceItIs(Observed observed) throws IOException {
    TracedSend sent = TracedSend.fresh();
    RunningNode api = observed.stack().apis().getFirst();
    String request =
        sent.send(api.uri(), observed.evening().ada(), observed.evening().room(), "01")
            .join()
            .headers()
            .firstValue("X-Request-Id")
            .orElseThrow();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(lines(api))
                    .anySatisfy(
                        line -> {
                          assertThat(line.at("/mdc/trace_id").asText()).isEqualTo(sent.trace());
                          assertThat(line.at("/mdc/span_id").asText()).hasSize(16);
                          assertThat(line.at("/mdc/request_id").asText()).isEqualTo(request);
                        }));
  }

  @Test
  void nobodysWordsAreInIt(Observed observed) throws IOException {
    for (RunningNode node : nodes(observed)) {
      String log = Files.readString(node.log());

      // Else it would say nothing.
      assertThat(log).contains("Setting log level 'DEBUG' for logger: 'chat.parley'");
      assertThat(observed.evening().foundIn(log)).as(node.name()).isEmpty();
    }
  }

  private static List<RunningNode> nodes(Observed observed) {
    return Stream.concat(observed.stack().apis().stream(), observed.stack().pushes().stream())
        .toList();
  }

  private static List<JsonNode> lines(RunningNode node) throws IOException {
    String log = Files.readString(node.log());
    // The last one may be half written.
    return log.substring(0, log.lastIndexOf('\n') + 1).lines().map(LogsIT::object).toList();
  }

  private static JsonNode object(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("no object: " + line, e);
    }
  }
}
