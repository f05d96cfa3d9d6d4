package chat.parley.push;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An event stream as a browser would read it (WHATWG HTML, "Server-sent events").
final class TestStream implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.createDefault();

  final HttpResponse<InputStream> response;
  private final HttpClient http;
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable String lastEventId;

  private TestStream(HttpClient http, HttpResponse<InputStream> response) {
    this.http = http;
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  static TestStream open(URI uri, UnaryOperator<HttpRequest.Builder> headers) {
    try {
      HttpClient http = HttpClient.newHttpClient();
      return new TestStream(
          http,
          http.send(
              headers.apply(HttpRequest.newBuilder(uri)).build(),
              HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          lastEventId = line.substring(4);
        } else if (line.startsWith("data: ")) {
          events.add(Objects.requireNonNull(JSON.readValue(line.substring(6), JsonNode.class)));
        }
      }
      ended.complete(null);
    } catch (IOException e) {
      ended.completeExceptionally(e);
    }
  }

  /// The next event, which must be of this type.
  JsonNode next(String type) {
    try {
      JsonNode event = events.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (event == null || !type.equals(TestSocket.text(event, "type"))) {
        throw new AssertionError("expected " + type + " but came " + event);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Nullable String lastEventId() {
    return lastEventId;
  }

  void awaitEnd() {
    ended.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
