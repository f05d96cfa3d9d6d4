package chat.parley.infra.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// An HTTP API before one instance of a function: makes events (payload 2.0) of requests, and
/// answers of what the function says, as API Gateway does. One request at a time; others wait, for
/// whom Lambda would start another instance.
final class Gateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Function<byte[], CompletableFuture<byte[]>> function =
      event -> CompletableFuture.failedFuture(new IllegalStateException("no function yet"));

  Gateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// What is called for each event from now on.
  void leadTo(Function<byte[], CompletableFuture<byte[]>> next) {
    function = next;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] event = JSON.writeValueAsBytes(event(exchange));
    byte[] answer;
    turn.lock();
    try {
      answer = function.apply(event).join();
    } finally {
      turn.unlock();
    }
    send(exchange, JSON.readTree(answer));
  }

  private static ObjectNode event(HttpExchange exchange) throws IOException {
    // As a whole, for two slashes at its begin are no host here.
    URI uri = URI.create("http://gateway" + exchange.getRequestURI());
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("routeKey", "$default").put("rawPath", uri.getRawPath());
    event.put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
    ObjectNode headers = event.putObject("headers");
    for (Map.Entry<String, List<String>> each : exchange.getRequestHeaders().entrySet()) {
      String name = each.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("cookie")) {
        each.getValue().forEach(event.putArray("cookies")::add);
      } else {
        headers.put(name, String.join(",", each.getValue()));
      }
    }
    ObjectNode context = event.putObject("requestContext").put("stage", "$default");
    context
        .putObject("http")
        .put("method", exchange.getRequestMethod())
        .put("path", uri.getPath())
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress());
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean isText = headers.path("content-type").asText().startsWith("application/json");
    event.put("isBase64Encoded", !isText);
    if (body.length > 0) {
      event.put(
          "body",
          isText
              ? new String(body, StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(body));
    }
    return event;
  }

  private static void send(HttpExchange exchange, JsonNode answer) throws IOException {
    try (exchange) {
      answer
          .path("headers")
          .properties()
          .forEach(
              header -> {
                // Its own server reckons the length.
                if (!header.getKey().equalsIgnoreCase("content-length")) {
                  exchange.getResponseHeaders().add(header.getKey(), header.getValue().asText());
                }
              });
      String text = answer.path("body").asText("");
      byte[] body =
          answer.path("isBase64Encoded").asBoolean()
              ? Base64.getDecoder().decode(text)
              : text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          answer.path("statusCode").asInt(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
