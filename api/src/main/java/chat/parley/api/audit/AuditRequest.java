package chat.parley.api.audit;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import chat.parley.shared.event.TimestampSerde;
import chat.parley.shared.id.AuditEntryId;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which entries are asked for: those that all of what is given is true of.
///
/// @param after where the last page ended, `null` for the first
public record AuditRequest(
    @Nullable UserId actor,
    @Nullable UUID target,
    @Nullable Action action,
    @Nullable Position after,
    int limit) {

  /// An entry's place among all.
  public record Position(Instant at, AuditEntryId id) {
    public static Position of(AuditEntry entry) {
      return new Position(entry.at(), entry.id());
    }

    /// @throws BadCursorException when it is none of ours
    public static Position parse(String cursor) {
      List<String> parts = CursorCodec.decode(cursor, 2);
      try {
        return new Position(Instant.parse(parts.getFirst()), AuditEntryId.parse(parts.getLast()));
      } catch (DateTimeException | MalformedIdException e) {
        throw new BadCursorException();
      }
    }

    public String cursor() {
      return CursorCodec.encode(TimestampSerde.format(at), id.toString());
    }
  }
}
