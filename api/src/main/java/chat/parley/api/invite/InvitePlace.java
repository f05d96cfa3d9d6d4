package chat.parley.api.invite;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/// The last invite of a page.
record InvitePlace(Instant createdAt, String code) {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  static InvitePlace parse(String cursor) {
    List<String> parts = CursorCodec.decode(cursor, 2);
    try {
      Instant at = Instant.parse(parts.getFirst());
      if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
        throw new BadCursorException();
      }
      String code = InviteCode.parse(parts.getLast()).orElseThrow(BadCursorException::new).value();
      return new InvitePlace(at, code);
    } catch (DateTimeParseException e) {
      throw new BadCursorException();
    }
  }

  static String cursor(Invite invite) {
    return CursorCodec.encode(invite.createdAt().toString(), invite.code());
  }
}
