package chat.parley.push;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An independent client: the JDK's WebSocket.
final class TestSocket implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.createDefault();

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final Semaphore pings = new Semaphore(0);
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  static TestSocket open(URI uri, UnaryOperator<WebSocket.Builder> credentials) {
    TestSocket client = new TestSocket();
    try {
      client.socket = credentials.apply(HTTP.newWebSocketBuilder()).buildAsync(uri, client).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof WebSocketHandshakeException refused
          ? new Refused(refused.getResponse().statusCode())
          : e;
    }
    return client;
  }

  /// The next frame; fails when none comes.
  JsonNode next() {
    try {
      JsonNode frame = frames.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("no frame came; closed: " + closed.getNow(0));
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The next frame, which must be of this type.
  JsonNode next(String type) {
    JsonNode frame = next();
    if (!type.equals(text(frame, "type"))) {
      throw new AssertionError("expected " + type + " but came " + frame.getValue());
    }
    return frame;
  }

  boolean hasMore() {
    return !frames.isEmpty();
  }

  void send(String text) {
    Objects.requireNonNull(socket).sendText(text, true).join();
  }

  /// Sends until the server hangs up, at most so often.
  void flood(String text, int count) {
    for (int i = 0; i < count && !closed.isDone(); i++) {
      try {
        send(text);
      } catch (CompletionException e) {
        return;
      }
    }
  }

  /// Hangs up without saying so.
  void abort() {
    Objects.requireNonNull(socket).abort();
  }

  int closeCode() {
    return closed.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  static String text(JsonNode node, String member) {
    return Objects.requireNonNull(node.get(member), member).getStringValue();
  }

  static long number(JsonNode node, String member) {
    return Objects.requireNonNull(node.get(member), member).getLongValue();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try {
        frames.add(Objects.requireNonNull(JSON.readValue(partial.toString(), JsonNode.class)));
      } catch (IOException e) {
        closed.completeExceptionally(e);
      }
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  /// Answers as the protocol asks, and tells [#awaitPing].
  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
    pings.release();
    from.request(1);
    return null;
  }

  void awaitPing() {
    try {
      if (!pings.tryAcquire(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no ping came; closed: " + closed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    closed.completeExceptionally(new AssertionError("a binary frame"));
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }

  /// The upgrade was answered with a status instead.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status) {
      super("refused with " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
