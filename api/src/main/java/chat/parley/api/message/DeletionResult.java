package chat.parley.api.message;

/// What came of deleting a message.
enum DeletionResult {
  /// Now or before.
  DELETED,
  /// No such message for who asked: the caller can't tell why.
  UNKNOWN,
  /// Somebody else's, and the caller neither owner nor admin; or the system's.
  FORBIDDEN,
  TOO_LATE
}
