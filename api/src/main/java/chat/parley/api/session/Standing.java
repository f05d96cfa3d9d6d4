package chat.parley.api.session;

/// Whether a session counts, as far as this api knows.
enum Standing {
  COUNTS,
  ENDED,
  SUSPENDED,
  /// Nothing was heard from the database for too long.
  UNKNOWN
}
