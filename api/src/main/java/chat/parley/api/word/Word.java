package chat.parley.api.word;

/// A word of a text, folded: without case, accents and differences of width.
///
/// @param position its place among the words, from 1 on; a character and the pair that begins with
///     it have the same
/// @param start of what it was made of in the text, in `char`s
/// @param end behind that
public record Word(String text, Kind kind, int position, int start, int end) {

  /// What a word is.
  public enum Kind {
    /// Of a language that separates them, or that a dictionary separates: Thai, Lao, Khmer.
    WHOLE,
    /// One Chinese or Japanese character.
    CHARACTER,
    /// Two of them that stand side by side.
    PAIR
  }
}
