package chat.parley.api.typing;

/// What came of saying that one writes, or no more.
sealed interface TypingResult {
  record Announced() implements TypingResult {}

  /// Not in the conversation, or there is none.
  record NotAParticipant() implements TypingResult {}

  /// One of the two in a direct conversation has blocked the other.
  record Blocked() implements TypingResult {}

  /// A channel, and the typist neither its owner nor an admin.
  record ReadOnly() implements TypingResult {}

  record Muted() implements TypingResult {}
}
