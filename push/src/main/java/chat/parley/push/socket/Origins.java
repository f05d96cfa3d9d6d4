package chat.parley.push.socket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
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
