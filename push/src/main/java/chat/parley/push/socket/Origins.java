package chat.parley.push.socket;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;

/// Which pages may use this node. A client that sends no `Origin` is no page.
@Singleton
final class Origins {
  private final SocketSettings settings;

  Origins(SocketSettings settings) {
    this.settings = settings;
  }

  boolean allow(HttpRequest request) {
    return settings.allowsOrigin(request.headers().get(HttpHeaderNames.ORIGIN));
  }

  /// Whether a browser asks if a page may send a request with headers of its own (CORS).
  static boolean isPreflight(HttpRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaderNames.ORIGIN)
        && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /// To one who may.
  HttpResponse leave(HttpRequest request) {
    HttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.GET)
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Last-Event-ID")
        .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "3600")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    tell(request, response);
    return response;
  }

  /// Lets the page that asked read the answer (CORS), if it may; a WebSocket needs no such leave.
  void tell(HttpRequest request, HttpResponse response) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && settings.allowsOrigin(origin)) {
      response
          .headers()
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    }
  }
}
