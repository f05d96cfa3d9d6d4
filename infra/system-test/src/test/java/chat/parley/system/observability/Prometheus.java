package chat.parley.system.observability;

import chat.parley.infra.dev.Stack;
import chat.parley.infra.stores.ChildProcess;
import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.Signal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The machine's own Prometheus, with `prometheus.yml` and `alerts.yml` as they are shipped but
/// for addresses and times: it looks at a stack each second.
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final URI base;

  private Prometheus(ChildProcess process, URI base) {
    this.process = process;
    this.base = base;
  }

  /// @param folder for its data
  static Prometheus watching(Stack stack, Path folder) throws IOException {
    Path program = Tool.required("prometheus", "prometheus");
    int port = Ports.free();
    Path settings = folder.resolve("prometheus.yml");
    Files.copy(Folder.PATH.resolve("alerts.yml"), folder.resolve("alerts.yml"));
    Files.writeString(
        settings,
        Folder.text("prometheus.yml")
            .replace("api:8080", "127.0.0.1:" + stack.apis().getFirst().port())
            .replace("push:8081", "127.0.0.1:" + stack.pushes().getFirst().port())
            .replace("15s", "1s"));
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Launch(
                "prometheus",
                List.of(
                    program.toString(),
                    "--config.file=" + settings,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder,
                folder.resolve("prometheus.log"),
                Signal.KILL,
                null));
    Prometheus prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
    process.awaitReady(prometheus::isReady, PATIENCE);
    return prometheus;
  }

  private boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ConnectException) {
        return false;
      }
      throw e;
    }
  }

  /// What a query is answered with at this moment.
  JsonNode query(String expression) {
    return answer("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  JsonNode answer(String path) {
    try {
      JsonNode answer = JSON.readTree(get(path).body());
      if (!answer.path("status").asText().equals("success")) {
        throw new AssertionError(path + ": " + answer);
      }
      return answer.get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.stop(Signal.TERM, PATIENCE);
  }
}
