package chat.parley.push.socket;

import chat.parley.shared.gateway.Marks;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MalformedIdException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  /// @return nothing at all when one of the conversations is no id
  static Optional<Options> options(HttpRequest request) {
    Map<String, List<String>> given = new QueryStringDecoder(request.uri()).parameters();
    boolean resume = given.getOrDefault("resume", List.of()).contains("1");
    try {
      return Optional.of(
          new Options(
              given.getOrDefault("conversations", List.of()).stream()
                  .flatMap(value -> Arrays.stream(value.split(",", -1)))
                  .filter(value -> !value.isBlank())
                  .map(value -> ConversationId.parse(value.strip()))
                  .collect(Collectors.toUnmodifiableSet()),
              resume));
    } catch (MalformedIdException e) {
      return Optional.empty();
    }
  }

  /// How a socket is to be opened.
  ///
  /// @param conversations those that it is limited to, empty for all
  /// @param resume whether a resume frame is promised
  record Options(Set<ConversationId> conversations, boolean resume) {
    Options {
      conversations = Set.copyOf(conversations);
    }

    /// Those of the positions that the socket is for.
    List<Marks.Position> wanted(List<Marks.Position> positions) {
      return positions.stream().filter(position -> wants(position.id())).toList();
    }

    boolean wants(ConversationId conversation) {
      return conversations.isEmpty() || conversations.contains(conversation);
    }
  }
}
