package chat.parley.api.role;

/// How far it goes that somebody may do something.
enum Power {
  YES,
  NO,
  /// In a group, but not in a channel.
  IN_GROUPS,
  /// To those of a lower role, and to who is not in the conversation.
  TO_LOWER,
  /// There is no such thing in such a conversation.
  NEVER
}
