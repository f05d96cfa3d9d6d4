package chat.parley.system.chaos;

/// What people do.
enum Operation {
  SEND,
  /// Send by socket.
  COMMAND,
  EDIT,
  DELETE,
  REACT,
  /// Join, leave, be added and be removed.
  MOVE,
  /// Log in elsewhere, and end that session.
  REVOKE
}
