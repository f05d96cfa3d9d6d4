package chat.parley.api.stats;

/// What PostgreSQL has.
record Rows(long users, long online, long conversations, long messages) {

  /// And what only admins are told.
  record More(long admins, long suspended, long sessions, long outbox) {}
}
