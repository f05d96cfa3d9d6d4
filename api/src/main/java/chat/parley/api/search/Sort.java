package chat.parley.api.search;

/// Which hits come first.
enum Sort {
  /// Those that fit best.
  RANK,
  /// The newest.
  TIME
}
