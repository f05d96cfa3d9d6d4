package chat.parley.system.balancer;

import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/// Somebody who writes and asks in turn, each once and without a second try. On a virtual thread
/// of its own.
final class Writer implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 100;

  private final Queue<Made> made = new ConcurrentLinkedQueue<>();
  private final Balancer balancer;
  private final HttpClient http;
  private final Person person;
  private final String room;
  private volatile boolean over;

  /// A request and what became of it.
  ///
  /// @param clientId of the message, empty for what is none
  /// @param began by [System#nanoTime]
  /// @param failure empty for none
  record Made(String clientId, long began, long nanos, String failure) {
    boolean failed() {
      return !failure.isEmpty();
    }
  }

  Writer(Balancer balancer, HttpClient http, Person person, String room) {
    this.balancer = balancer;
    this.http = http;
    this.person = person;
    this.room = room;
  }

  List<Made> made() {
    return List.copyOf(made);
  }

  void stop() {
    over = true;
  }

  @Override
  public void run() {
    try {
      for (int i = 0; !over; i++) {
        write(person.username() + "-" + i);
        ask();
        Thread.sleep(ThreadLocalRandom.current().nextLong(2 * PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String clientId) throws IOException, InterruptedException {
    String message =
        RestClient.JSON.writeValueAsString(Map.of("content", "Hello", "client_id", clientId));
    request(
        clientId,
        201,
        HttpRequest.newBuilder(balancer.https().resolve("/v1/conversations/" + room + "/messages"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(message)));
  }

  private void ask() throws InterruptedException {
    request("", 200, HttpRequest.newBuilder(balancer.https().resolve("/v1/users/me")).GET());
  }

  private void request(String clientId, int expected, HttpRequest.Builder request)
      throws InterruptedException {
    HttpRequest whole =
        request.header("Authorization", "Bearer " + person.token()).timeout(PATIENCE).build();
    long began = System.nanoTime();
    String failure;
    try {
      HttpResponse<String> answer = http.send(whole, HttpResponse.BodyHandlers.ofString());
      failure =
          answer.statusCode() == expected
              ? ""
              : "%s answered %d: %s".formatted(whole, answer.statusCode(), answer.body());
    } catch (IOException e) {
      failure = whole + ": " + e;
    }
    made.add(new Made(clientId, began, System.nanoTime() - began, failure));
  }
}
