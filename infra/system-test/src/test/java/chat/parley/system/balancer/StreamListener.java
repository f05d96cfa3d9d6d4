package chat.parley.system.balancer;

import chat.parley.system.RestClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Listens by event stream, and resumes by the last mark that it was given.
final class StreamListener implements Listener {
  private final Positions positions = new Positions();
  private final HttpClient http;
  private final Balancer balancer;
  private final String token;
  private volatile @Nullable Stream<String> open;
  private volatile boolean over;
  private volatile boolean following;
  private final AtomicInteger connections = new AtomicInteger();
  private @Nullable String mark;
  private long told = 50;

  StreamListener(Balancer balancer, HttpClient http, String token) {
    this.http = http;
    this.balancer = balancer;
    this.token = token;
  }

  @Override
  public String kind() {
    return "streams";
  }

  @Override
  public Positions positions() {
    return positions;
  }

  @Override
  public boolean isFollowing() {
    return following;
  }

  @Override
  public int reconnects() {
    return Math.max(0, connections.get() - 1);
  }

  @Override
  public void stop() {
    over = true;
    Stream<String> now = open;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public void run() {
    try {
      while (!over) {
        live();
        following = false;
        Thread.sleep(told + ThreadLocalRandom.current().nextLong(50));
        told = 50;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(balancer.https().resolve("/events?token=" + token));
    if (mark != null) {
      request.header("Last-Event-ID", mark);
    }
    try {
      HttpResponse<Stream<String>> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        if (answer.statusCode() == 200) {
          open = lines;
          connections.incrementAndGet();
          lines.takeWhile(line -> !over).forEach(this::line);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Nobody there, or gone.
      return;
    }
  }

  private void line(String line) {
    if (line.startsWith("id:")) {
      mark = line.substring(3).strip();
    } else if (line.startsWith("data:")) {
      try {
        frame(RestClient.JSON.readTree(line.substring(5)));
      } catch (JsonProcessingException e) {
        positions.fault("not JSON: " + line);
      }
    }
  }

  private void frame(JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "hello" -> {
        positions.hello(frame.path("data"));
        following = true;
      }
      case "resumed" -> positions.resumed(frame.path("data"));
      case "reconnect" -> told = frame.at("/data/delay_ms").asLong();
      default -> {
        if (frame.hasNonNull("seq")) {
          positions.event(frame, true);
        }
      }
    }
  }
}
