package chat.parley.api.session;

import chat.parley.api.system.Sha256;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// What a session is used from: as it was when it began, or was last refreshed.
///
/// @param name as the person calls it, at the login
record Device(@Nullable String name, @Nullable String userAgent, String ip) {
  private static final int LONGEST = 255;

  /// @param address where the request comes from
  static Device of(HttpRequest<?> request, InetAddress address, @Nullable String name) {
    return new Device(
        name, shortened(request.getHeaders().get("User-Agent")), address.getHostAddress());
  }

  /// The same for the same client: its address and its user agent.
  byte[] mark() {
    return Sha256.of(ip + "\n" + userAgent);
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
