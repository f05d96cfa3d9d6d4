package chat.parley.api.session;

import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// What a session looked like when it began.
record Device(@Nullable String name, @Nullable String userAgent, String ip) {
  private static final int LONGEST = 255;

  static Device of(HttpRequest<?> request, @Nullable String name) {
    return new Device(
        name,
        shortened(request.getHeaders().get("User-Agent")),
        request.getRemoteAddress().getAddress().getHostAddress());
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
