package chat.parley.push.socket;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MalformedIdException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The questions that can be asked of an opening request before anybody else is.
final class OpeningRequest {
  static final String PATH = "/ws";

  private OpeningRequest() {}

  static boolean isFor(HttpRequest request) {
    String uri = request.uri();
    return uri.equals(PATH) || uri.startsWith(PATH + "?");
  }

  static boolean isUpgrade(HttpRequest request) {
    return request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /// @return the conversations that the socket is limited to, empty for all; nothing at all
  ///     when one     is no id
  static Optional<Set<ConversationId>> conversations(HttpRequest request) {
    List<String> given =
        new QueryStringDecoder(request.uri()).parameters().getOrDefault("conversations", List.of());
    try {
      return Optional.of(
          given.stream()
              .flatMap(value -> Arrays.stream(value.split(",", -1)))
              .filter(value -> !value.isBlank())
              .map(value -> ConversationId.parse(value.strip()))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (MalformedIdException e) {
      return Optional.empty();
    }
  }
}
