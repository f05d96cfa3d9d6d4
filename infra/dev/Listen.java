import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Prints what a person receives, one frame a line, until the connection ends. Runs from source:
 *
 * <pre>java infra/dev/Listen.java "$TOKEN" [ws://localhost:8081/ws]</pre>
 */
public final class Listen implements WebSocket.Listener {
  private final StringBuilder frame = new StringBuilder();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  public static void main(String[] args) {
    var token = args.length > 0 ? args[0] : System.getenv("TOKEN");
    var uri = URI.create(args.length > 1 ? args[1] : "ws://localhost:8081/ws");
    var listener = new Listen();
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(uri, listener)
        .exceptionally(error -> listener.fail(error));
    System.out.println(listener.end.join());
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    frame.append(part);
    if (last) {
      System.out.println(frame);
      frame.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    end.complete("closed: " + code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    fail(error);
  }

  private WebSocket fail(Throwable error) {
    end.complete("failed: " + error);
    return null;
  }
}
