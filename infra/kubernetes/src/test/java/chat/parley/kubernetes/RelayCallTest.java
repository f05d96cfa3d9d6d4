package chat.parley.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the CronJob runs, run with this machine's `sh` and `curl` on a server that takes the api's
/// place.
@WithHelm
class RelayCallTest {
  private static final String CREDENTIAL = "0123456789-\"quoted\\-0123456789-0123";

  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private volatile int answer = 200;
  private HttpServer server;

  RelayCallTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    assumeTrue(
        List.of("/usr/bin/curl", "/bin/curl", "/usr/local/bin/curl").stream()
            .anyMatch(file -> Files.isExecutable(Path.of(file))),
        "SKIPPED: the relay's call needs curl, which is not installed");
    server.createContext(
        "/",
        exchange -> {
          calls.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Parley-Service-Credential")));
          byte[] body = "{\"published\":3}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void itCallsTheRelayWithTheCredential() throws Exception {
    Process call = call();
    assertThat(call.waitFor()).isZero();
    assertThat(calls).containsExactly("POST /internal/v1/outbox/relay " + CREDENTIAL);
    assertThat(call.inputReader().lines()).containsExactly("{\"published\":3}");
  }

  @Test
  void theJobFailsWhereTheApiRefuses() throws Exception {
    answer = 503;
    assertThat(call().waitFor()).isNotZero();
    assertThat(calls).hasSize(1);
  }

  /// Whoever lists the processes of a node reads their arguments.
  @Test
  void theCredentialIsInNoArgument() {
    Pod relay = Chart.with("serverless-api").pod("relay");
    assertThat(relay.container().path("command").toString()).doesNotContain("$(PARLEY");
    assertThat(relay.declaration("PARLEY_INTERNAL_CREDENTIAL").has("valueFrom")).isTrue();
    String curl = script().lines().filter(line -> line.contains("curl ")).findFirst().orElseThrow();
    assertThat(curl).doesNotContain("PARLEY_INTERNAL_CREDENTIAL");
  }

  @Test
  void oneCallEndsBeforeTheNextBegins() {
    var job = Chart.with("serverless-api").of("CronJob", "relay");
    assertThat(job.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    Pod relay = Chart.with("serverless-api").pod("relay");
    assertThat(Integer.parseInt(relay.variable("PATIENCE")))
        .isPositive()
        .isLessThan(job.at("/spec/jobTemplate/spec/activeDeadlineSeconds").asInt());
  }

  private Process call() throws IOException {
    ProcessBuilder process = new ProcessBuilder("sh", "-c", script());
    process.environment().put("API", "http://127.0.0.1:" + server.getAddress().getPort());
    process.environment().put("PATIENCE", "20");
    process.environment().put("PARLEY_INTERNAL_CREDENTIAL", CREDENTIAL);
    process
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
    return process.start();
  }

  private static String script() {
    return Chart.with("serverless-api").pod("relay").container().at("/command/2").asText();
  }
}
