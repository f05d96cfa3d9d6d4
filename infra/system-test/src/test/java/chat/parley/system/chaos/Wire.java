package chat.parley.system.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One WebSocket that its client can stop reading, drop and close.
final class Wire implements WebSocket.Listener {
  /// The connection ended without a close frame (RFC 6455 §7.1.5).
  static final int ABNORMAL = 1006;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BiConsumer<Wire, JsonNode> frames;
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final long openedAt = System.nanoTime();
  private volatile long closedAt = Long.MAX_VALUE;
  private volatile boolean stalled;
  private volatile boolean owing;
  private volatile @Nullable WebSocket socket;
  private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(0);

  private Wire(BiConsumer<Wire, JsonNode> frames) {
    this.frames = frames;
    closed.whenComplete((code, failure) -> closedAt = System.nanoTime());
  }

  /// What came of trying to open one.
  sealed interface Attempt {
    record Open(Wire wire) implements Attempt {}

    /// @param status of the answer instead of the upgrade, 0 for none
    record Refused(int status) implements Attempt {}
  }

  /// @param frames called with each frame, in order, on a thread of the HTTP client
  static Attempt open(int port, boolean resume, String token, BiConsumer<Wire, JsonNode> frames) {
    Wire wire = new Wire(frames);
    String uri = "ws://127.0.0.1:" + port + "/ws" + (resume ? "?resume=1" : "");
    try {
      wire.socket =
          HTTP.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .connectTimeout(Duration.ofSeconds(12))
              .buildAsync(URI.create(uri), wire)
              .join();
      return new Attempt.Open(wire);
    } catch (CompletionException e) {
      return new Attempt.Refused(
          e.getCause() instanceof WebSocketHandshakeException refused
              ? refused.getResponse().statusCode()
              : 0);
    }
  }

  /// The close code, [#ABNORMAL] when there was none.
  CompletableFuture<Integer> closed() {
    return closed;
  }

  Revoked.Life life() {
    return new Revoked.Life(openedAt, closedAt);
  }

  void stall() {
    stalled = true;
  }

  void goOn() {
    stalled = false;
    WebSocket open = socket;
    if (owing && open != null) {
      owing = false;
      open.request(1);
    }
  }

  /// Hangs up without a word.
  void drop() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    closed.complete(ABNORMAL);
  }

  void close() {
    WebSocket open = socket;
    if (open == null || open.isOutputClosed()) {
      drop();
    } else {
      open.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failure) -> drop());
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    socket = from;
    partial.append(data);
    if (last) {
      try {
        JsonNode frame = Api.JSON.readTree(partial.toString());
        partial.setLength(0);
        frames.accept(this, frame);
      } catch (IOException e) {
        closed.completeExceptionally(e);
      }
    }
    if (stalled) {
      owing = true;
    } else {
      from.request(1);
    }
    return null;
  }

  /// After what was sent before: the JDK's sockets take one frame at a time.
  synchronized void send(String text) {
    WebSocket open = socket;
    if (open != null) {
      lastSend =
          lastSend.handle((done, failure) -> open.sendText(text, true)).thenCompose(sent -> sent);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(ABNORMAL);
  }
}
