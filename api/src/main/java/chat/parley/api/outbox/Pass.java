package chat.parley.api.outbox;

/// What came of one look at the outbox.
sealed interface Pass {

  /// Nothing was due.
  record Idle() implements Pass {}

  /// All that was claimed is done with.
  ///
  /// @param published may be 0: rows that have nothing left to tell are only deleted
  /// @param more whether there may be more that is due
  record Relayed(int published, boolean more) implements Pass {}

  /// Redis did not take everything; the rest stays.
  record RedisAway(int published, String reason) implements Pass {}
}
