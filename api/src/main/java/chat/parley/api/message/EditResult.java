package chat.parley.api.message;

import chat.parley.shared.event.Message;

/// What came of editing a message.
sealed interface EditResult {

  /// @param message as the editor sees it; unchanged when the text was the same
  record Edited(Message message) implements EditResult {}

  /// No such message for who asked: the caller can't tell why.
  record Unknown() implements EditResult {}

  /// Somebody else's, or the system's.
  record NotTheSender() implements EditResult {}

  /// Somebody else's words.
  record Forwarded() implements EditResult {}

  record Deleted() implements EditResult {}

  /// By the patterns of [chat.parley.api.filter.BlockedPatterns].
  record Rejected() implements EditResult {}

  /// A channel in which the sender may no longer write.
  record ReadOnly() implements EditResult {}

  /// One of the two in a direct conversation has blocked the other.
  record Blocked() implements EditResult {}

  record Muted() implements EditResult {}

  record TooLate() implements EditResult {}
}
