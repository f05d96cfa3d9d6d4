package chat.parley.api.message;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import java.util.List;

/// Which part of a history to read.
///
/// @param limit how many messages at most, 1 to [#MOST]
record PageRequest(Direction direction, Anchor anchor, int limit) {
  /// How many messages a page has at most.
  static final int MOST = 100;

  PageRequest {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page of %d messages".formatted(limit));
    }
  }

  /// Where to read from the anchor on.
  enum Direction {
    /// Older than the anchor.
    BEFORE("b"),
    /// Newer than the anchor.
    AFTER("a"),
    /// The anchor itself in the middle.
    AROUND("m");

    private final String letter;

    Direction(String letter) {
      this.letter = letter;
    }
  }

  static PageRequest newest(int limit) {
    return new PageRequest(Direction.BEFORE, new Anchor.Seq(Long.MAX_VALUE), limit);
  }

  static PageRequest continued(String cursor, int limit) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    for (Direction direction : List.of(Direction.BEFORE, Direction.AFTER)) {
      if (direction.letter.equals(parts.getFirst())) {
        return new PageRequest(direction, new Anchor.Seq(seq(parts.getLast())), limit);
      }
    }
    throw new BadCursorException();
  }

  /// Continues in the same direction; forward after a page around something.
  static String cursor(Direction direction, long seq) {
    Direction onward = direction == Direction.AROUND ? Direction.AFTER : direction;
    return CursorCodec.encode(onward.letter, Long.toString(seq));
  }

  private static long seq(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadCursorException();
    }
  }
}
