package chat.parley.api.receipt;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;

/// All that somebody has not read.
///
/// @param total messages, in all conversations, archived ones too
/// @param mentions those of them that mention the reader
/// @param byConversation for each in which there are any, by its id
@Serdeable(naming = SnakeCaseStrategy.class)
record UnreadCounts(long total, long mentions, Map<String, InConversation> byConversation) {
  UnreadCounts {
    byConversation = Map.copyOf(byConversation);
  }

  static UnreadCounts of(Map<String, InConversation> byConversation) {
    return new UnreadCounts(
        byConversation.values().stream().mapToLong(InConversation::unreadCount).sum(),
        byConversation.values().stream().mapToLong(InConversation::mentionCount).sum(),
        byConversation);
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record InConversation(long unreadCount, long mentionCount) {}
}
