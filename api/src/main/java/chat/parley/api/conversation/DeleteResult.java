package chat.parley.api.conversation;

/// What came of deleting a conversation.
enum DeleteResult {
  DELETED,
  /// Not in the conversation, or there is none: the caller can't tell which.
  ABSENT,
  /// A direct conversation belongs to both sides alike.
  OF_TWO,
  NOT_THE_OWNER
}
