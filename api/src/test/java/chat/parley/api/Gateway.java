package chat.parley.api;

import chat.parley.api.Rest.Answer;
import chat.parley.shared.gateway.Replay;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The internal calls, made as push makes them.
record Gateway(RunningApi api) {
  static final String OPEN = "/internal/v1/realtime/open";
  static final String EVENTS = "/internal/v1/realtime/events";

  /// @param items see [#item]
  Answer open(String... items) {
    return post(OPEN, "{\"items\": [" + String.join(",", items) + "]}");
  }

  static String item(String user, String session) {
    return "{\"user_id\": \"%s\", \"session_id\": \"%s\"}".formatted(user, session);
  }

  /// @param ranges see [#range]
  List<Replay.Entry> events(String... ranges) {
    Answer answer = post(EVENTS, ranges(Stream.of(ranges))).expect(200);
    return Replay.decode(ByteBuffer.wrap(answer.response().body()));
  }

  static String range(String conversation, long after, int limit) {
    return "{\"conversation_id\": \"%s\", \"after\": %d, \"limit\": %d}"
        .formatted(conversation, after, limit);
  }

  static String ranges(Stream<String> ranges) {
    return ranges.collect(Collectors.joining(",", "{\"ranges\": [", "]}"));
  }

  Answer post(String path, String json) {
    Rest rest = api.rest();
    return rest.send(
        rest.request(path)
            .header("Parley-Service-Credential", RunningApi.SERVICE_CREDENTIAL)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }
}
