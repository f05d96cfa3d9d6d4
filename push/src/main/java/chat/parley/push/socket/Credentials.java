package chat.parley.push.socket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the credential of an opening request. The best form that is there decides, without falling
/// back to another when it is refused.
final class Credentials {
  static final String PROTOCOL = "parley.v1";
  private static final String BEARER = "Bearer ";
  private static final String BEARER_PROTOCOL = "bearer.";

  private Credentials() {}

  static Optional<Credential> of(HttpRequest request) {
    return fromQuery(request, "ticket")
        .<Credential>map(Credential.Ticket::new)
        .or(() -> token(request).map(Credential.Token::new));
  }

  private static Optional<String> token(HttpRequest request) {
    return fromHeader(request)
        .or(() -> fromSubprotocols(request))
        .or(() -> fromQuery(request, "token"));
  }

  private static Optional<String> fromHeader(HttpRequest request) {
    return Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  /// A browser can't set headers on a WebSocket, but it can name subprotocols.
  private static Optional<String> fromSubprotocols(HttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(BEARER_PROTOCOL))
        .map(protocol -> protocol.substring(BEARER_PROTOCOL.length()))
        .findFirst();
  }

  private static Optional<String> fromQuery(HttpRequest request, String name) {
    return new QueryStringDecoder(request.uri())
        .parameters().getOrDefault(name, List.of()).stream().findFirst();
  }
}
