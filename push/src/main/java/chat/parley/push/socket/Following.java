package chat.parley.push.socket;

import chat.parley.push.feed.Feeds;
import chat.parley.push.feed.Frame;
import chat.parley.push.feed.Receiver;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which conversations one socket follows. Only the socket's event loop touches it.
///
/// News of a joining comes on the user's channel, the events of a membership on the
/// conversation's, so they overtake each other, and either may come twice. A membership is known
/// by the position it began at, which tells a repetition from a return.
///
/// What few sockets need has no map before it is needed.
final class Following {
  private final Receiver socket;
  private final Feeds feeds;

  /// Where each present membership began.
  private final Map<ConversationId, Long> since = new HashMap<>();

  /// Where the last membership ended, of conversations left while the socket was open or lately
  /// before.
  private Map<ConversationId, Long> ended = Map.of();

  /// Who left and is back already, though the end of the earlier membership has not come yet.
  private Map<ConversationId, Return> returning = Map.of();

  Following(Receiver socket, Feeds feeds) {
    this.socket = socket;
    this.feeds = feeds;
  }

  /// From a position of the hello on.
  void start(Opening.Position position) {
    since.put(position.id(), position.joinedSeq());
    feeds.attach(position.id(), socket, position.seq());
  }

  /// Of before the hello. What is published late, when Redis was away, may still tell of its
  /// beginning: what came of it, the client has had in its replay, or doesn't want.
  void over(Opening.Departure departure) {
    end(departure.id(), departure.seq());
  }

  /// @param from where the membership began
  /// @return whether the news is to be told now
  boolean joined(Frame news, ConversationId conversation, long from) {
    Long present = since.get(conversation);
    if (present == null) {
      return begin(conversation, from);
    }
    if (from > present) {
      // What is left of the earlier membership is owed first, up to its end.
      if (returning.isEmpty()) {
        returning = new HashMap<>(2);
      }
      returning.merge(
          conversation, new Return(news, from), (one, other) -> one.from > from ? one : other);
    }
    return false;
  }

  private boolean begin(ConversationId conversation, long from) {
    Long end = ended.get(conversation);
    if (end != null && from < end) {
      return false; // Of a membership that is over, told once more.
    }
    since.put(conversation, from);
    feeds.attach(conversation, socket, from);
    return true;
  }

  /// @return the news of a return that waited for this, `null` when none did
  @Nullable Frame left(ConversationId conversation, long seq) {
    if (since.remove(conversation) == null) {
      return null;
    }
    end(conversation, seq);
    feeds.detach(conversation, socket);
    Return waiting = returning.isEmpty() ? null : returning.remove(conversation);
    return waiting != null && begin(conversation, waiting.from) ? waiting.news : null;
  }

  private void end(ConversationId conversation, long seq) {
    if (ended.isEmpty()) {
      ended = new HashMap<>(2);
    }
    ended.merge(conversation, seq, Math::max);
  }

  /// Those of the memberships that this socket does not know of.
  Set<ConversationId> unknown(List<Opening.Position> memberships) {
    return memberships.stream()
        .filter(position -> !knows(position))
        .map(Opening.Position::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private boolean knows(Opening.Position membership) {
    long from = membership.joinedSeq();
    Return waiting = returning.get(membership.id());
    return since.getOrDefault(membership.id(), -1L) >= from
        || ended.getOrDefault(membership.id(), -1L) > from
        || (waiting != null && waiting.from >= from);
  }

  void stop() {
    since.keySet().forEach(conversation -> feeds.detach(conversation, socket));
    since.clear();
    returning = Map.of();
  }

  /// @param from where the new membership began
  private record Return(Frame news, long from) {}
}
