package chat.parley.api.pin;

/// What came of pinning a message, or of taking that back.
enum PinResult {
  /// Now or before.
  DONE,
  /// No such message for who asked: the caller can't tell why.
  UNKNOWN,
  /// A member of a group or channel.
  FORBIDDEN,
  /// Deleted, or the system's.
  CLOSED,
  /// One of the two in a direct conversation has blocked the other.
  BLOCKED,
  /// As many as there may be are pinned.
  FULL
}
