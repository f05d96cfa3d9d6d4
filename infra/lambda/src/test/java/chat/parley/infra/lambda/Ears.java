package chat.parley.infra.lambda;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A socket of a push node, and what came by it.
final class Ears implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  private Ears(URI uri) {
    socket = HTTP.newWebSocketBuilder().buildAsync(uri, this).join();
  }

  /// Returns when everything that happens from now on will be heard.
  static Ears of(Caller person, int push) {
    Ears ears =
        new Ears(URI.create("ws://127.0.0.1:%d/ws?token=%s".formatted(push, person.token())));
    ears.hear("\"hello\"");
    return ears;
  }

  /// Lets everything pass up to a frame with this text in it.
  String hear(String text) {
    try {
      for (String frame; (frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) != null; ) {
        if (frame.contains(text)) {
          return frame;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("nobody heard " + text);
  }

  void say(String frame) {
    socket.sendText(frame, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    partial.append(part);
    if (last) {
      frames.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
