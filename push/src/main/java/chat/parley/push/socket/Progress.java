package chat.parley.push.socket;

import chat.parley.shared.gateway.Marks;
import chat.parley.shared.id.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far each conversation has come on one event stream. Of the stream's event loop.
final class Progress {
  private final Map<ConversationId, Long> reached = new HashMap<>();
  private boolean moved;

  void reached(ConversationId conversation, long seq) {
    reached.merge(conversation, seq, Math::max);
    moved = true;
  }

  /// Whether anything has come since this was asked last.
  boolean hasMoved() {
    boolean answer = moved;
    moved = false;
    return answer;
  }

  /// Whether everything up to these positions has come. A conversation that the stream does not
  /// know of yet has not; one that was over before the stream began has.
  boolean covers(List<Marks.Position> positions) {
    return positions.stream()
        .allMatch(
            position -> {
              Long here = reached.get(position.id());
              return here == null ? position.former() : here >= position.seq();
            });
  }
}
