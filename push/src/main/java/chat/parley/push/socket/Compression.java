package chat.parley.push.socket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/// What a node agrees on with clients that offer `permessage-deflate` (RFC 7692, section 7): each
/// text is compressed by itself, in both directions. So what is compressed once is the same for
/// everybody, and no socket has a window of its own (32 KiB and more, for each direction).
@Singleton
final class Compression {
  /// The answer to whoever offers it.
  static final String AGREED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static final String DEFLATE = "permessage-deflate";

  /// The only one that there is here; a smaller one may be asked for, and is then not agreed on.
  private static final String WINDOW_BITS = "15";

  private final boolean enabled;

  @Inject
  Compression(SocketSettings settings) {
    this(settings.compression());
  }

  Compression(boolean enabled) {
    this.enabled = enabled;
  }

  /// Whether one of the client's offers can be agreed on.
  boolean isWanted(HttpRequest request) {
    return enabled
        && request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
            .flatMap(header -> WebSocketExtensionUtil.extractExtensions(header).stream())
            .anyMatch(Compression::isPossible);
  }

  private static boolean isPossible(WebSocketExtensionData offer) {
    return offer.name().equalsIgnoreCase(DEFLATE)
        && offer.parameters().entrySet().stream().allMatch(Compression::isPossible);
  }

  private static boolean isPossible(Map.Entry<String, String> parameter) {
    return switch (parameter.getKey()) {
      case "client_max_window_bits", "client_no_context_takeover", "server_no_context_takeover" ->
          true;
      case "server_max_window_bits" -> WINDOW_BITS.equals(parameter.getValue());
      default -> false;
    };
  }
}
