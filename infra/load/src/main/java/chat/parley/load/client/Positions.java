package chat.parley.load.client;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Where one client is in each of its conversations, and the judge of what comes next: exactly
/// the next number, once, over all of its connections. Only its loop's thread touches it.
final class Positions {
  private static final int NONE = -1;

  private final long[] high;
  private final long[] low;
  private final long[] seq;

  Positions(Map<UUID, Long> from) {
    high = new long[from.size()];
    low = new long[from.size()];
    seq = new long[from.size()];
    int i = 0;
    for (Map.Entry<UUID, Long> each : from.entrySet()) {
      high[i] = each.getKey().getMostSignificantBits();
      low[i] = each.getKey().getLeastSignificantBits();
      seq[i++] = each.getValue();
    }
  }

  /// @return what is wrong with this event, if anything
  Optional<String> accept(long conversationHigh, long conversationLow, long number) {
    int at = indexOf(conversationHigh, conversationLow);
    if (at == NONE) {
      return Optional.of("an event of a conversation that is not the client's");
    }
    if (number != seq[at] + 1) {
      return Optional.of(
          "%d after %d in %s"
              .formatted(number, seq[at], new UUID(conversationHigh, conversationLow)));
    }
    seq[at] = number;
    return Optional.empty();
  }

  /// What is missing up to there won't come.
  void goOnFrom(UUID conversation, long number) {
    int at = indexOf(conversation.getMostSignificantBits(), conversation.getLeastSignificantBits());
    if (at != NONE) {
      seq[at] = number;
    }
  }

  private int indexOf(long conversationHigh, long conversationLow) {
    for (int i = 0; i < low.length; i++) {
      if (low[i] == conversationLow && high[i] == conversationHigh) {
        return i;
      }
    }
    return NONE;
  }

  Map<UUID, Long> asMap() {
    Map<UUID, Long> all = new TreeMap<>();
    for (int i = 0; i < seq.length; i++) {
      all.put(new UUID(high[i], low[i]), seq[i]);
    }
    return all;
  }
}
