package chat.parley.api.receipt;

import chat.parley.shared.id.ConversationId;
import java.time.Instant;

/// Where a reader was and where they are after having read.
///
/// @param afterSeq where they were
/// @param seq where they are; the same when they were there or further
/// @param participants how many are in the conversation
/// @param unreadCount messages of others after `seq`
/// @param updatedCount messages of others after `afterSeq` up to `seq`
record Reading(
    ConversationId conversation,
    long afterSeq,
    long seq,
    Instant at,
    int participants,
    long unreadCount,
    long updatedCount) {

  boolean moved() {
    return seq > afterSeq;
  }
}
