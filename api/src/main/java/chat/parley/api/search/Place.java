package chat.parley.api.search;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

/// Where a page begins: behind which hit, and before which time all hits have to be. By rank, that
/// is the newest of the hits when the first page was made: what is sent while somebody pages on
/// doesn't shift what is ranked.
///
/// @param rank of the hit behind which to go on
/// @param at its time
/// @param id its message
/// @param until hits are older than this
/// @param untilId of those that are exactly as old, with smaller ids
record Place(float rank, Instant at, UUID id, Instant until, UUID untilId) {
  static final Instant EARLIEST = Instant.EPOCH;
  static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final UUID LOWEST = new UUID(0, 0);
  private static final UUID HIGHEST = new UUID(-1, -1);

  /// No rank is so high.
  private static final float TOP = 2;

  Place {
    // Java's times go on where PostgreSQL's end.
    if (Float.isNaN(rank) || isBeyond(at) || isBeyond(until)) {
      throw new BadCursorException();
    }
  }

  private static boolean isBeyond(Instant time) {
    return time.isBefore(EARLIEST) || time.isAfter(LATEST);
  }

  /// Before all hits older than the time.
  static Place before(Instant time) {
    return new Place(TOP, LATEST, HIGHEST, time, LOWEST);
  }

  /// By time, behind the message.
  static Place behind(Instant at, UUID id) {
    return new Place(TOP, LATEST, HIGHEST, at, id);
  }

  /// By time, where the messages that were read end.
  static Place from(Instant time) {
    return behind(time, HIGHEST);
  }

  /// By rank, behind the hit.
  static Place behind(float rank, Instant at, UUID id, Instant newest) {
    return new Place(rank, at, id, newest, HIGHEST);
  }

  static Place parse(Sort sort, String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 6);
    try {
      if (!parts.getFirst().equals(sort.name())) {
        throw new BadCursorException();
      }
      return new Place(
          Float.parseFloat(parts.get(1)),
          Instant.parse(parts.get(2)),
          UUID.fromString(parts.get(3)),
          Instant.parse(parts.get(4)),
          UUID.fromString(parts.get(5)));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new BadCursorException();
    }
  }

  String cursor(Sort sort) {
    return CursorCodec.encode(
        sort.name(),
        Float.toString(rank),
        at.toString(),
        id.toString(),
        until.toString(),
        untilId.toString());
  }
}
