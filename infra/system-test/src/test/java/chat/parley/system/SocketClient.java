package chat.parley.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A device: one WebSocket to one push node, keeping everything it hears.
public final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final CompletableFuture<JsonNode> hello = new CompletableFuture<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  private SocketClient(int port, String token, String query) {
    socket =
        HTTP.newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws" + query), this)
            .join();
    hello.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /// Open, and greeted.
  public static SocketClient open(int port, String token) {
    return new SocketClient(port, token, "");
  }

  /// Open, and told from where this device goes on.
  ///
  /// @param positions by conversation
  static SocketClient resuming(int port, String token, Map<String, Long> positions) {
    SocketClient client = new SocketClient(port, token, "?resume=1");
    try {
      Map<String, Object> frame =
          Map.of("type", "resume", "id", "r1", "data", Map.of("positions", positions));
      client.send(RestClient.JSON.writeValueAsString(frame));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return client;
  }

  /// Everything since the hello, in the order it came.
  public List<Heard> heard() {
    return heard;
  }

  public CompletableFuture<Integer> closed() {
    return closed;
  }

  /// Sends a frame as it stands.
  public void send(String frame) {
    socket.sendText(frame, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    long at = System.nanoTime();
    partial.append(data);
    if (last) {
      try {
        JsonNode frame = RestClient.JSON.readTree(partial.toString());
        partial.setLength(0);
        if (!hello.isDone()) {
          hello.complete(frame);
        } else {
          heard.add(new Heard(frame, at));
        }
      } catch (IOException e) {
        closed.completeExceptionally(e);
        throw new UncheckedIOException(e);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    hello.completeExceptionally(error);
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket.abort();
  }

  /// A frame and when it came, by [System#nanoTime].
  public record Heard(JsonNode frame, long atNanos) {
    public String type() {
      return frame.get("type").asText();
    }

    public String conversation() {
      return frame.get("conversation_id").asText();
    }

    public long seq() {
      return frame.get("seq").asLong();
    }

    public String clientId() {
      return frame.at("/data/client_id").asText();
    }
  }
}
