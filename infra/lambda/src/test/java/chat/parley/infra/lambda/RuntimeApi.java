package chat.parley.infra.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// Lambda's Runtime API for one instance of a function, which asks it for the next event and tells
/// it the answer: the half of Lambda that a runtime client talks to.
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final Duration timeout;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> taken = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  private record Invocation(String id, byte[] event, CompletableFuture<byte[]> answer) {}

  /// @param timeout of an invocation, as the function is told
  RuntimeApi(Duration timeout) throws IOException {
    this.timeout = timeout;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(ROOT + "invocation/next", this::next);
    server.createContext(ROOT + "invocation/", this::answered);
    server.createContext(ROOT + "init/error", this::notStarted);
    server.start();
  }

  /// As in `AWS_LAMBDA_RUNTIME_API`.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Completes when the instance asks for its first event; fails when it can't start.
  CompletableFuture<Void> ready() {
    return ready;
  }

  /// Fails when the function throws.
  CompletableFuture<byte[]> invoke(byte[] event) {
    Invocation invocation =
        new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
    waiting.add(invocation);
    return invocation.answer();
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(null);
    try {
      Invocation invocation = waiting.take();
      taken.put(invocation.id(), invocation);
      // Without it AWS's client dies of a null pointer.
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.id());
      exchange
          .getResponseHeaders()
          .add(
              "Lambda-Runtime-Deadline-Ms",
              Long.toString(System.currentTimeMillis() + timeout.toMillis()));
      exchange
          .getResponseHeaders()
          .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:api");
      answer(exchange, 200, invocation.event());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// `{id}/response` or `{id}/error`.
  private void answered(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    Invocation invocation = Objects.requireNonNull(taken.remove(path[4]), "asked for before");
    byte[] body = exchange.getRequestBody().readAllBytes();
    answer(exchange, 202, new byte[0]);
    if (path[5].equals("response")) {
      invocation.answer().complete(body);
    } else {
      invocation.answer().completeExceptionally(new IllegalStateException(text(body)));
    }
  }

  private void notStarted(HttpExchange exchange) throws IOException {
    String reason = text(exchange.getRequestBody().readAllBytes());
    answer(exchange, 202, new byte[0]);
    ready.completeExceptionally(new IllegalStateException(reason));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
