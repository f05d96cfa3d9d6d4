package chat.parley.system.balancer;

import chat.parley.system.RestClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Listens by WebSocket, with its token where it is easiest to lose: in the address.
final class SocketListener implements Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Positions positions = new Positions();
  private final HttpClient http;
  private final URI uri;
  private volatile @Nullable Life life;
  private volatile boolean over;
  private final AtomicInteger connections = new AtomicInteger();

  SocketListener(Balancer balancer, HttpClient http, String token) {
    this.http = http;
    this.uri =
        URI.create(balancer.https().toString().replaceFirst("^http", "ws") + "/ws?token=" + token);
  }

  @Override
  public String kind() {
    return "sockets";
  }

  @Override
  public Positions positions() {
    return positions;
  }

  @Override
  public boolean isFollowing() {
    Life now = life;
    return now != null && now.following && !now.ended.isDone();
  }

  @Override
  public int reconnects() {
    return Math.max(0, connections.get() - 1);
  }

  @Override
  public void stop() {
    over = true;
    Life now = life;
    if (now != null) {
      now.ended.complete(0L);
    }
  }

  @Override
  public void run() {
    try {
      while (!over) {
        Thread.sleep(live());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return after which pause to come again
  private long live() {
    boolean resumes = connections.get() > 0;
    Life now = new Life(resumes);
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(PATIENCE)
              .buildAsync(URI.create(uri + (resumes ? "&resume=1" : "")), now)
              .join();
      connections.incrementAndGet();
      life = now;
      if (over) {
        now.ended.complete(0L);
      }
      long pause = now.ended.join();
      socket.abort();
      return pause;
    } catch (CompletionException e) {
      // Nobody there, or a refusal.
      return 50 + ThreadLocalRandom.current().nextLong(100);
    }
  }

  /// One socket, from hello to end.
  private final class Life implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private final boolean resumes;
    private volatile boolean following;
    private long told = 50;

    Life(boolean resumes) {
      this.resumes = resumes;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        try {
          frame(from, RestClient.JSON.readTree(partial.toString()));
        } catch (JsonProcessingException e) {
          positions.fault("not JSON: " + partial);
        }
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void frame(WebSocket from, JsonNode frame) {
      switch (frame.path("type").asText()) {
        case "hello" -> {
          if (resumes) {
            from.sendText(positions.resume(), true)
                .exceptionally(
                    failure -> {
                      ended.complete(told);
                      return from;
                    });
          } else {
            positions.hello(frame.path("data"));
            following = true;
          }
        }
        case "resumed" -> {
          positions.resumed(frame.path("data"));
          following = true;
        }
        case "reconnect" -> told = frame.at("/data/delay_ms").asLong();
        default -> {
          if (frame.hasNonNull("seq")) {
            positions.event(frame, false);
          }
        }
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      ended.complete(told);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      ended.complete(told);
    }
  }
}
