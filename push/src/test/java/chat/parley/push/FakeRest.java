package chat.parley.push;

import chat.parley.shared.gateway.ServiceCredential;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stands in for the api's public interface: remembers each call and answers as it is told.
final class FakeRest implements HttpHandler {
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private volatile Function<Call, Answer> answers = call -> Answer.NO_CONTENT;

  /// Each call has a thread of its own, so it may wait.
  void answer(Function<Call, Answer> each) {
    answers = each;
  }

  /// Every call waits for what is returned here, and then gets this answer.
  CountDownLatch hold(Answer answer) {
    CountDownLatch released = new CountDownLatch(1);
    answers =
        call -> {
          try {
            if (!released.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
              throw new AssertionError("held for ever");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return answer;
        };
    return released;
  }

  /// The next call that came; fails when none does.
  Call next() {
    try {
      Call call = calls.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("no call came");
      }
      return call;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Begins anew.
  void reset() {
    calls.clear();
    answers = call -> Answer.NO_CONTENT;
  }

  boolean hasMore() {
    return !calls.isEmpty();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              exchange.getRequestHeaders().getFirst(ServiceCredential.HEADER),
              exchange.getRequestHeaders().getFirst(ServiceCredential.ON_BEHALF_OF),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("Host"),
              exchange.getRemoteAddress().getPort());
      // As it is when the call comes: who has seen the call may tell what the next ones get.
      Function<Call, Answer> answering = answers;
      calls.add(call);
      Answer answer = answering.apply(call);
      if (answer.status > 0) {
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type);
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /// @param path as it came, still encoded
  /// @param host which address of the api was asked
  /// @param connection tells connections apart
  record Call(
      String method,
      String path,
      String body,
      @Nullable String credential,
      @Nullable String onBehalfOf,
      @Nullable String type,
      @Nullable String host,
      int connection) {}

  record Answer(int status, String type, String body) {
    static final Answer NO_CONTENT = new Answer(204, "application/json", "");

    /// Hangs up in place of an answer.
    static final Answer NONE = new Answer(0, "", "");

    static Answer json(String body) {
      return new Answer(200, "application/json", body);
    }

    static Answer problem(int status, String body) {
      return new Answer(status, "application/problem+json", body);
    }
  }
}
