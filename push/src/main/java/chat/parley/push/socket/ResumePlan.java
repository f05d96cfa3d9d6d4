package chat.parley.push.socket;

import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MalformedIdException;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a client has to be sent to go on from its own positions. Pure.
///
/// @param gaps what is missing and may be replayed
/// @param reset the conversations of which too much is missing, or what can't be told
record ResumePlan(List<Gap> gaps, List<ConversationId> reset) {
  /// More missing events than these are not replayed.
  static final int MOST_MISSED = 1_000;

  ResumePlan {
    gaps = List.copyOf(gaps);
    reset = List.copyOf(reset);
  }

  /// @param hello where the server is
  /// @param former memberships that are over: the client gets their rest, up to its removal
  /// @param client where the client is; what is in neither is ignored
  static ResumePlan of(
      List<Opening.Position> hello,
      List<Opening.Departure> former,
      Map<ConversationId, Long> client) {
    List<Gap> gaps = new ArrayList<>();
    List<ConversationId> reset = new ArrayList<>();
    for (Opening.Position server : hello) {
      long from = client.getOrDefault(server.id(), server.seq());
      boolean isAhead = from > server.seq();
      boolean wasAway = from < server.joinedSeq();
      if (isAhead || wasAway || server.seq() - from > MOST_MISSED) {
        reset.add(server.id());
      } else if (from < server.seq()) {
        gaps.add(new Gap(server.id(), from, server.seq()));
      }
    }
    for (Opening.Departure end : former) {
      Long from = client.get(end.id());
      if (from == null || from >= end.seq()) {
        continue;
      }
      if (from < end.joinedSeq() || end.seq() - from > MOST_MISSED) {
        reset.add(end.id());
      } else {
        gaps.add(new Gap(end.id(), from, end.seq()));
      }
    }
    return new ResumePlan(gaps, reset);
  }

  /// @return the positions in a resume frame; nothing when it is malformed
  static Optional<Map<ConversationId, Long>> positions(JsonNode frame) {
    JsonNode data = frame.get("data");
    JsonNode given = data == null || !data.isObject() ? null : data.get("positions");
    if (given == null || !given.isObject()) {
      return Optional.empty();
    }
    Map<ConversationId, Long> positions = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.entries()) {
      try {
        if (!isPosition(entry.getValue())) {
          return Optional.empty();
        }
        positions.put(ConversationId.parse(entry.getKey()), entry.getValue().getLongValue());
      } catch (MalformedIdException e) {
        return Optional.empty();
      }
    }
    return Optional.of(positions);
  }

  private static boolean isPosition(JsonNode value) {
    if (!value.isNumber()) {
      return false;
    }
    Number number = value.getNumberValue();
    return (number instanceof Integer || number instanceof Long) && number.longValue() >= 0;
  }

  /// Events after `from` up to `until`, one at least.
  record Gap(ConversationId conversation, long from, long until) {}
}
