package chat.parley.system.balancer;

import chat.parley.system.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// How far one client has come in each conversation over all its connections, when it heard which
/// message, and everything that it should not have met. Any thread.
final class Positions {
  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  /// Where it begins; a later hello tells nothing new.
  void hello(JsonNode data) {
    data.path("conversations")
        .forEach(
            each -> positions.putIfAbsent(each.path("id").asText(), each.path("seq").asLong()));
  }

  /// @param mayRepeat whether the transport may say again what it has said before
  void event(JsonNode frame, boolean mayRepeat) {
    String conversation = frame.path("conversation_id").asText();
    long seq = frame.path("seq").asLong();
    long at = positions.getOrDefault(conversation, 0L);
    if (seq <= at && mayRepeat) {
      return;
    }
    if (seq != at + 1) {
      faults.add("%s: %d after %d".formatted(conversation, seq, at));
    }
    positions.put(conversation, seq);
    String clientId = frame.at("/data/client_id").asText();
    if (!clientId.isEmpty()) {
      heardAt.put(clientId, System.nanoTime());
    }
  }

  void resumed(JsonNode data) {
    if (!data.path("reset").isEmpty()) {
      faults.add("reset: " + data.path("reset"));
    }
  }

  void fault(String what) {
    faults.add(what);
  }

  long at(String conversation) {
    return positions.getOrDefault(conversation, 0L);
  }

  /// The frame by which a socket is resumed.
  String resume() {
    ObjectNode data = RestClient.JSON.createObjectNode();
    data.set("positions", RestClient.JSON.valueToTree(positions));
    return RestClient.JSON
        .createObjectNode()
        .put("type", "resume")
        .put("id", "r")
        .<ObjectNode>set("data", data)
        .toString();
  }

  /// When each message came, by its `client_id` and [System#nanoTime].
  Map<String, Long> heardAt() {
    return heardAt;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }
}
