package chat.parley.load.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.load.population.Member;
import java.util.List;
import java.util.UUID;

/// What is asked, one request after the other.
@FunctionalInterface
public interface Script {
  /// @param number of this request
  /// @param due when, by [System#nanoTime]
  /// @return a whole HTTP request
  byte[] request(long number, long due);

  /// Messages: the senders take turns, each between its conversations.
  ///
  /// @param path of the messages of a conversation, with `%s` for its id
  /// @param text as it may stand in JSON
  static Script messages(String path, List<Member> senders, String text) {
    List<Member> all = List.copyOf(senders);
    return (number, due) -> {
      Member sender = all.get((int) (number % all.size()));
      int turn = (int) ((number + number / all.size()) % sender.conversations().size());
      UUID room = sender.conversations().get(turn);
      return post(
          path.formatted(room),
          sender.token(),
          "{\"content\":\"%s\",\"client_id\":\"%s\"}".formatted(text, id(number, due)));
    };
  }

  /// By which a message or a command is known when it comes back.
  static String id(long number, long due) {
    return FrameScanner.DUE + due + "-" + number;
  }

  static byte[] post(String path, String token, String json) {
    byte[] body = json.getBytes(UTF_8);
    return """
    POST %s HTTP/1.1
    Host: 127.0.0.1
    Authorization: Bearer %s
    Content-Type: application/json
    Content-Length: %d

    """
        .formatted(path, token, body.length)
        .replace("\n", "\r\n")
        .concat(json)
        .getBytes(UTF_8);
  }

  static byte[] get(String path, String token) {
    return """
    GET %s HTTP/1.1
    Host: 127.0.0.1
    Authorization: Bearer %s

    """
        .formatted(path, token)
        .replace("\n", "\r\n")
        .getBytes(UTF_8);
  }
}
