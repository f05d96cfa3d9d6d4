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
import org.jspecify.annotations.Nullable;

/// The questions that can be asked of an opening request before anybody else is.
final class OpeningRequest {
  static final String WEB_SOCKET = "/ws";
  static final String EVENT_STREAM = "/events";
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private OpeningRequest() {}

  /// Without the query, which may hold a token.
  static String pathOf(HttpRequest request) {
    return new QueryStringDecoder(request.uri()).path();
  }

  static boolean isUpgrade(HttpRequest request) {
    return request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /// The mark that an event stream is to go on from, `null` for a new one.
  static @Nullable String lastEventId(HttpRequest request) {
    String mark = request.headers().get(LAST_EVENT_ID);
    return mark == null || mark.isBlank() ? null : mark.strip();
  }

  /// @return nothing at all when one of the conversations is no id
  static Optional<Options> options(HttpRequest request) {
    Map<String, List<String>> given = new QueryStringDecoder(request.uri()).parameters();
    boolean resume =
        pathOf(request).equals(EVENT_STREAM)
            ? lastEventId(request) != null
            : given.getOrDefault("resume", List.of()).contains("1");
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
  /// @param resume whether the client has positions of its own, which it is going to name
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
