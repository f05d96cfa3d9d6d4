package chat.parley.system.observability;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes traces by OTLP over HTTP and keeps them.
final class Collector implements AutoCloseable {
  private static final String PATH = "/v1/traces";

  private final HttpServer server;
  private final List<Got> spans = new CopyOnWriteArrayList<>();

  private Collector(HttpServer server) {
    this.server = server;
  }

  static Collector started() {
    try {
      Collector collector =
          new Collector(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      collector.server.createContext(PATH, collector::take);
      collector.server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  List<Got> spans() {
    return spans;
  }

  List<Got> trace(String id) {
    return spans.stream().filter(span -> span.trace().equals(id)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      request.getResourceSpansList().forEach(this::keep);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void keep(ResourceSpans ofOne) {
    String service = attributes(ofOne.getResource().getAttributesList()).get("service.name");
    ofOne
        .getScopeSpansList()
        .forEach(
            scope ->
                scope
                    .getSpansList()
                    .forEach(span -> spans.add(Got.of(String.valueOf(service), span))));
  }

  private static Map<String, String> attributes(List<KeyValue> given) {
    Map<String, String> attributes = new HashMap<>();
    for (KeyValue each : given) {
      attributes.put(
          each.getKey(),
          each.getValue().hasStringValue()
              ? each.getValue().getStringValue()
              : Long.toString(each.getValue().getIntValue()));
    }
    return attributes;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /// A span as it came. Times are nanoseconds since 1970.
  record Got(
      String service,
      String name,
      String trace,
      String id,
      String parent,
      long began,
      long ended,
      Map<String, String> attributes,
      String raw) {
    private static Got of(String service, Span span) {
      return new Got(
          service,
          span.getName(),
          hex(span.getTraceId()),
          hex(span.getSpanId()),
          hex(span.getParentSpanId()),
          span.getStartTimeUnixNano(),
          span.getEndTimeUnixNano(),
          Collector.attributes(span.getAttributesList()),
          span.toString());
    }

    private static String hex(ByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
  }
}
