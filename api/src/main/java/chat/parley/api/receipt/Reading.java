package chat.parley.api.receipt;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import java.time.Instant;

/// How far somebody has come, by reading or by sending, and what is left.
///
/// @param participants how many are in the conversation
/// @param unreadCount messages of others after `seq`
/// @param mentionCount those of them that mention the reader
public record Reading(
    ConversationId conversation,
    long seq,
    Instant at,
    int participants,
    long unreadCount,
    long mentionCount) {

  /// Their own message is the newest, so nothing is left.
  public static Reading bySending(Message message, int participants) {
    return new Reading(
        message.conversationId(), message.seq(), message.createdAt(), participants, 0, 0);
  }
}
