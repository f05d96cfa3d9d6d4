package chat.parley.system.chaos;

import chat.parley.system.chaos.Write.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// REST as a client speaks it that knows several apis: whoever does not answer is passed over for
/// the next. Any thread.
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final List<URI> nodes;
  private final Queue<String> internalErrors = new ConcurrentLinkedQueue<>();

  Api(List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /// @param token empty for nobody's
  record Call(String method, String path, String token, @Nullable Object body) {}

  /// @param unanswered how many tries may have had an effect nobody was told of
  /// @param status of the last answer, 0 when there was none
  record Result(Outcome outcome, int unanswered, int status, JsonNode body) {}

  /// Answers that no request may cause.
  List<String> internalErrors() {
    return List.copyOf(internalErrors);
  }

  /// One try, at one node.
  Result once(int node, Call call) {
    try {
      HttpResponse<String> answer =
          http.send(request(node, call), HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status < 300) {
        return new Result(Outcome.ACKNOWLEDGED, 0, status, read(answer.body()));
      }
      if (status >= 500) {
        if (status != 503) {
          internalErrors.add("%s %s: %s".formatted(call.method(), call.path(), answer.body()));
        }
        return new Result(Outcome.UNKNOWN, 1, status, MissingNode.getInstance());
      }
      return new Result(Outcome.REFUSED, 0, status, MissingNode.getInstance());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Result(Outcome.UNKNOWN, 0, 0, MissingNode.getInstance());
    } catch (IOException e) {
      return new Result(Outcome.UNKNOWN, 1, 0, MissingNode.getInstance());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(Outcome.UNKNOWN, 1, 0, MissingNode.getInstance());
    }
  }

  /// Until it is acknowledged or refused, or there is no more time.
  Result insist(int firstNode, Call call, BooleanSupplier enough) {
    int unanswered = 0;
    for (int node = firstNode; ; node++) {
      Result result = once(node % nodes.size(), call);
      boolean again = result.outcome() == Outcome.UNKNOWN || result.status() == 429;
      unanswered += result.unanswered();
      if (!again) {
        return new Result(result.outcome(), unanswered, result.status(), result.body());
      }
      if (enough.getAsBoolean() || !pause()) {
        return new Result(Outcome.UNKNOWN, unanswered, result.status(), result.body());
      }
    }
  }

  /// What must be so: for the preparations and the judging, while nothing is failing.
  JsonNode require(int node, Call call) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Result result = insist(node, call, () -> System.nanoTime() > deadline);
    if (result.outcome() != Outcome.ACKNOWLEDGED) {
      throw new AssertionError("%s ended with %s".formatted(call, result));
    }
    return result.body();
  }

  private static boolean pause() {
    try {
      Thread.sleep(100 + ThreadLocalRandom.current().nextInt(300));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest request(int node, Call call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(nodes.get(node).resolve(call.path())).timeout(PATIENCE);
    if (!call.token().isEmpty()) {
      request.header("Authorization", "Bearer " + call.token());
    }
    if (call.body() == null) {
      return request.method(call.method(), HttpRequest.BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(
            call.method(),
            HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(call.body())))
        .build();
  }

  private static JsonNode read(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
