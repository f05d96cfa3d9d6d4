package chat.parley.api.search;

import io.micronaut.serde.annotation.Serdeable;

/// A place in a message's text that made it a hit.
///
/// @param start counted in code points, from 0 on
/// @param end behind it
/// @param text what stands there, as it was written
@Serdeable
record Highlight(int start, int end, String text) {

  static Highlight of(String whole, int from, int to) {
    int start = whole.codePointCount(0, from);
    return new Highlight(start, start + whole.codePointCount(from, to), whole.substring(from, to));
  }
}
