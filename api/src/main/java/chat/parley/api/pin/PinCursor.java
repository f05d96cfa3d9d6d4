package chat.parley.api.pin;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.Columns;
import chat.parley.api.system.CursorCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Where a page of pins ends: no two pins of a conversation have the same time.
record PinCursor(Instant pinnedAt) {
  /// Java's times go on where PostgreSQL's end; no pin is from there.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  static final PinCursor NEWEST = new PinCursor(LATEST);

  PinCursor {
    if (pinnedAt.isBefore(Instant.EPOCH) || pinnedAt.isAfter(LATEST)) {
      throw new BadCursorException();
    }
  }

  static PinCursor of(ResultSet row) throws SQLException {
    return new PinCursor(Columns.instant(row, "pinned_at"));
  }

  static PinCursor parse(String cursor) {
    try {
      return new PinCursor(Instant.parse(CursorCodec.decode(cursor, 1).getFirst()));
    } catch (DateTimeParseException e) {
      throw new BadCursorException();
    }
  }

  String text() {
    return CursorCodec.encode(pinnedAt.toString());
  }
}
