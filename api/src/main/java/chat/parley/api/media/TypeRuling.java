package chat.parley.api.media;

/// What a file is found to be.
sealed interface TypeRuling {

  /// @param type a media type without parameters
  record Taken(String type) implements TypeRuling {}

  /// Not among the allowed ones.
  record NotTaken(String type) implements TypeRuling {}

  /// Allowed, but not what it is declared to be.
  record Mismatch(String type) implements TypeRuling {}
}
